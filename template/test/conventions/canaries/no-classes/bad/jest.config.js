export class Settings {} // bad: no-classes
