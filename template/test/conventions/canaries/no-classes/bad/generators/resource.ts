export class Generator {} // bad: no-classes
