// The benchmarks in Node: `bench.js PROGRAM WHAT COUNT` prints what the programs in C print, see ../bench.h.
// A function is marked with the name of its benchmark: @ await, @ fib and so on.  To await null is how one gives way: the microtask queue is the ready queue.
'use strict';
const fs = require('fs');
const other = require('./other.js');

async function mix(a, b) { return (a ^ b) + (a >>> 3) >>> 0; }

async function fib(n) { return n < 2 ? n : await fib(n - 1) + await fib(n - 2); }

async function yields(n) {
    let done = 0;
    for (let i = 0; i < n; i++) {
        await null;
        done++;
    }
    return done;
}

async function twice(n) { return 2 * n; }

async function branch(n) {
    await null;
    return n;
}

// A bounded queue; Node has none of its own.
class Queue {
    constructor(room) { Object.assign(this, { room, items: [], first: 0, getters: [], putters: [] }); }

    size() { return this.items.length - this.first; }

    async put(item) {
        while (this.size() === this.room) await new Promise(wake => this.putters.push(wake));
        this.items.push(item);
        if (this.getters.length) this.getters.shift()();
    }

    async get() {
        while (!this.size()) await new Promise(wake => this.getters.push(wake));
        const item = this.items[this.first++];
        if (this.first === this.items.length || this.first > 1000) {
            this.items.splice(0, this.first);
            this.first = 0;
        }
        if (this.putters.length) this.putters.shift()();
        return item;
    }
}

async function producer(q, n) {
    for (let i = 0; i < n; i++) await q.put(i);
}

async function consumer(q, n) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += await q.get();
    return sum;
}

async function* numbers(n) {
    for (let i = 0; i < n; i++) yield i;
}

// Bytes that the process has in use.
function memory() { return Number(fs.readFileSync('/proc/self/statm', 'latin1').split(' ')[1]) * 4096; }

let used;

const programs = {
    async await(what, n) {              // @ await
        let sum = 1;
        if (what === 'unit') for (let i = 0; i < n; i++) sum = await mix(sum, i);
        else for (let i = 0; i < n; i++) sum = await other.mix(sum, i);
        return sum;
    },
    fib: (what, n) => fib(n),           // @ fib
    async yield(what, n) {              // @ yield
        const tasks = [];
        for (let i = 0; i < what; i++) tasks.push(yields(Math.floor(n / what)));
        return (await Promise.all(tasks)).reduce((a, b) => a + b);
    },
    async spawn(what, n) {              // @ spawn
        let sum = 0;
        for (let i = 0; i < n; i++) sum += await twice(i);
        return sum;
    },
    async gather(what, n) {             // @ gather
        let sum = 0;
        for (let i = 0; i < n / 100; i++) {
            const branches = [];
            for (let k = 0; k < 100; k++) branches.push(branch(i + k));
            for (const value of await Promise.all(branches)) sum += value;
        }
        return sum;
    },
    async queue(what, n) {              // @ queue
        const q = new Queue(Number(what));
        return (await Promise.all([producer(q, n), consumer(q, n)]))[1];
    },
    async generator(what, n) {          // @ generator
        let sum = 0;
        for await (const item of numbers(n)) sum = (sum << 1 | sum >>> 31) ^ item;
        return sum >>> 0;
    },
    async sleepers(what, n) {           // @ sleepers
        const tasks = [], sleep = async ms => { await new Promise(wake => setTimeout(wake, ms)); };
        const before = memory();
        for (let i = 0; i < n; i++) tasks.push(sleep(1000 + i * 7919 % n / n * 1000));
        await null;
        used = memory() - before;
        let done = 0;
        for (const t of tasks) {
            await t;
            done++;
        }
        return done;
    },
};

(async () => {
    const [program, what, count] = process.argv.slice(2);
    const began = process.cpuUsage();
    const result = await programs[program](Number(what), Number(count));
    const time = process.cpuUsage(began);
    console.log(result, (time.user + time.system) / 1e6, ...used === undefined ? [] : [used]);
})();
