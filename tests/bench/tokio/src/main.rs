//! The benchmarks in Rust with Tokio: `bench PROGRAM WHAT COUNT` prints what the programs in C print, see ../../bench.h.
//! A function is marked with the name of its benchmark: @ await, @ fib and so on.
//!
//! One thread (`new_current_thread`), as the others have.  Futures of known type are inlined into who awaits them, which is what the language is made for;
//! so that something is left, what they compute at the end is a function that is not.  Recursion needs a box for each call.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::{spawn, yield_now};

/// The time of the process in seconds.
fn processor_time() -> f64 {
    #[repr(C)]
    struct Timespec {
        seconds: i64,
        nanoseconds: i64,
    }
    extern "C" {
        fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
    }
    let mut t = Timespec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(2, &mut t) }; // CLOCK_PROCESS_CPUTIME_ID
    t.seconds as f64 + t.nanoseconds as f64 * 1e-9
}

/// What the process has in use, in bytes.
fn memory() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[inline(never)]
fn mixed(a: u32, b: u32) -> u32 {
    (a ^ b).wrapping_add(a >> 3)
}

async fn mix(a: u32, b: u32) -> u32 {
    mixed(a, b)
}

// @ await
async fn run_await(what: &str, n: usize) -> u64 {
    let mut sum = 1;
    if what == "unit" {
        for i in 0..n {
            sum = mix(sum, i as u32).await;
        }
    } else {
        for i in 0..n {
            sum = other::mix(sum, i as u32).await;
        }
    }
    sum as u64
}

// @ fib
fn fib(n: usize) -> Pin<Box<dyn Future<Output = u64> + Send>> {
    Box::pin(async move {
        if n < 2 {
            return n as u64;
        }
        fib(n - 1).await + fib(n - 2).await
    })
}

async fn yields(n: usize) -> u64 {
    let mut done = 0;
    for _ in 0..n {
        yield_now().await;
        done += 1;
    }
    done
}

// @ yield
async fn run_yield(what: &str, n: usize) -> u64 {
    let ntasks: usize = what.parse().unwrap();
    let tasks: Vec<_> = (0..ntasks).map(|_| spawn(yields(n / ntasks))).collect();
    let mut done = 0;
    for t in tasks {
        done += t.await.unwrap();
    }
    done
}

async fn twice(n: u64) -> u64 {
    2 * n
}

// @ spawn
async fn run_spawn(n: usize) -> u64 {
    let mut sum = 0;
    for i in 0..n {
        sum += spawn(twice(i as u64)).await.unwrap();
    }
    sum
}

async fn branch(n: u64) -> u64 {
    yield_now().await;
    n
}

// @ gather
async fn run_gather(n: usize) -> u64 {
    const WIDTH: usize = 100;
    let mut sum = 0;
    for i in 0..n / WIDTH {
        let branches: Vec<_> = (0..WIDTH).map(|k| spawn(branch((i + k) as u64))).collect();
        for b in branches {
            sum += b.await.unwrap();
        }
    }
    sum
}

// @ queue
async fn run_queue(what: &str, n: usize) -> u64 {
    let (put, mut get) = mpsc::channel(what.parse().unwrap());
    let producer = spawn(async move {
        for i in 0..n {
            put.send(i as u64).await.unwrap();
        }
    });
    let mut sum = 0;
    while let Some(item) = get.recv().await {
        sum += item;
    }
    producer.await.unwrap();
    sum
}

// @ sleepers
async fn run_sleepers(n: usize) -> (u64, usize) {
    let mut tasks = Vec::with_capacity(n);
    let before = memory();
    for i in 0..n {
        let seconds = 1.0 + (i * 7919 % n) as f64 / n as f64;
        tasks.push(spawn(async move { tokio::time::sleep(Duration::from_secs_f64(seconds)).await }));
    }
    yield_now().await;
    let used = memory() - before;
    let mut done = 0;
    for t in tasks {
        t.await.unwrap();
        done += 1;
    }
    (done, used)
}

// @ loop
async fn run_loop(n: usize) -> u64 {
    let (mut a, mut b) = (1u64, 2u64);
    let mut table = [3u64, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3];
    yield_now().await;
    for i in 0..n {
        a = a.wrapping_mul(6364136223846793005).wrapping_add(table[(b & 15) as usize]);
        b ^= a >> 29;
        table[i & 15] = table[i & 15].wrapping_add(b);
    }
    yield_now().await;
    a ^ b ^ table[3]
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (program, what, n) = (arguments[1].clone(), arguments[2].clone(), arguments[3].parse().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let began = processor_time();
    // a task, as what block_on runs itself is polled each time that anything happens
    let (result, used) = runtime.block_on(async {
        spawn(async move {
            let result = match program.as_str() {
                "await" => run_await(&what, n).await,
                "fib" => fib(n).await,
                "yield" => run_yield(&what, n).await,
                "spawn" => run_spawn(n).await,
                "gather" => run_gather(n).await,
                "queue" => run_queue(&what, n).await,
                "sleepers" => {
                    let (done, used) = run_sleepers(n).await;
                    return (done, Some(used));
                }
                "loop" => run_loop(n).await,
                _ => panic!("no such benchmark"),
            };
            (result, None)
        })
        .await
        .unwrap()
    });
    let seconds = processor_time() - began;
    match used {
        Some(bytes) => println!("{} {} {}", result, seconds, bytes),
        None => println!("{} {}", result, seconds),
    }
}
