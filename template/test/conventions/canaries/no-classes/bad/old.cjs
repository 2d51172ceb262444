class Old {} // bad: no-classes
function Older() {
  this.age = 1; // bad: no-classes
}
exports.old = [new Old(), new Older()]; // bad: no-classes
