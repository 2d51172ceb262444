export default process.env.CI == "true"; // bad: eqeqeq
