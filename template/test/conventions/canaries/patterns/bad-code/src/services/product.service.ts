/* pattern: services */ // bad: patterns
export default class {}
