// The benchmarks in Node: `bench.js PROGRAM WHAT COUNT` prints what the programs in C print, see ../bench.h.  @ fib, @ yield, @ spawn, @ gather.
'use strict';

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

const programs = {
    fib: (what, n) => fib(n),
    async yield(what, n) {
        const tasks = [];
        for (let i = 0; i < what; i++) tasks.push(yields(Math.floor(n / what)));
        return (await Promise.all(tasks)).reduce((a, b) => a + b);
    },
    async spawn(what, n) {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += await twice(i);
        return sum;
    },
    async gather(what, n) {
        let sum = 0;
        for (let i = 0; i < n / 100; i++) {
            const branches = [];
            for (let k = 0; k < 100; k++) branches.push(branch(i + k));
            for (const value of await Promise.all(branches)) sum += value;
        }
        return sum;
    },
};

(async () => {
    const [program, what, count] = process.argv.slice(2);
    const began = process.cpuUsage();
    const result = await programs[program](Number(what), Number(count));
    const used = process.cpuUsage(began);
    console.log(result, (used.user + used.system) / 1e6);
})();
