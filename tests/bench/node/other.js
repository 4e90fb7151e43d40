// The function of another module that is awaited.
'use strict';

module.exports = { async mix(a, b) { return (a ^ b) + (a >>> 3) >>> 0; } };
