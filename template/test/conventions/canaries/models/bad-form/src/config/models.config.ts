const name = 'from-elsewhere';
const more = [{ model: 'more', last_day: null }];
const rest = { task: more };

export const models = {
  badDays: [
    { model: 'no-date', last_day: 'soon' }, // bad: models
    { model: 'no-such-day', last_day: '2027-02-30' }, // bad: models
    { model: 'other-order', last_day: '13.01.2027' }, // bad: models
    { model: 'with-time', last_day: '2027-01-13T00:00:00Z' }, // bad: models
    { model: 'number', last_day: 20270113 }, // bad: models
    { model: 'fine', last_day: null },
  ],
  empty: [], // bad: models
  twice: [
    { model: 'same', last_day: '2028-01-01' },
    { model: 'same', last_day: null }, // bad: models
  ],
  notLiteral: [
    { model: name, last_day: null }, // bad: models
    { model: 'no-day' }, // bad: models
    { model: '', last_day: null }, // bad: models
    ...more, // bad: models
    'just-a-name', // bad: models
  ],
  byName: more, // bad: models
  ...rest, // bad: models
};
