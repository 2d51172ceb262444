function Point(this: { x: number }, x: number) {
  this.x = x; // bad: no-classes
}

const Line = function (x: number) {
  return { x };
};
const Alias = Line;

export const point = Reflect.construct(Point, [1]); // bad: no-classes
export const line = new Line(1); // bad: no-classes
export const other = new Alias(1); // bad: no-classes
export const bound = new (Line.bind(null))(1); // bad: no-classes
export const inPlace = new (function () {})(); // bad: no-classes
export const asserted = new (Line as unknown as new (x: number) => { x: number })(1); // bad: no-classes

Point.prototype.length = () => 1; // bad: no-classes
Point['proto' + 'type'].length = () => 1; // bad: no-classes
(Point as { prototype: unknown }).prototype = { length: () => 1 }; // bad: no-classes
const proto = Point.prototype;
proto.width = () => 1; // bad: no-classes
Object.assign(Point.prototype, { width: () => 1 }); // bad: no-classes
Object.defineProperty(Point.prototype, 'width', { value: 1 }); // bad: no-classes
Object.defineProperties(proto, { width: { value: 1 } }); // bad: no-classes
Reflect.set(Point.prototype, 'width', 1); // bad: no-classes

const base = { area: () => 1 };
const { setPrototypeOf } = Object; // bad: no-classes
const O = Object;
export const created = Object.create(base); // bad: no-classes
export const described = Object.create(null, { area: { value: base.area } }); // bad: no-classes
export const aliased = O.create(base); // bad: no-classes
export const literal = { __proto__: base }; // bad: no-classes
export const linked = setPrototypeOf({}, base);
Object.setPrototypeOf({}, base); // bad: no-classes
Object['setPrototypeOf']({}, base); // bad: no-classes
Reflect.setPrototypeOf({}, base); // bad: no-classes
