// Node: what comes in is written back by its own handler.
'use strict';

const server = require('net').createServer({ noDelay: true }, socket => {
    socket.on('data', data => socket.write(data));
    socket.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
