using Akka.Dispatch;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Runtime.Tests.Dispatch;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void What_is_taken_from_outside_and_by_workers_runs_once(int workers)
    {
        const int Roots = 2_000;
        const int Sons = 20;
        WorkerPool workerPool = new("crew", workers);
        using CountdownEvent left = new(Roots * (1 + Sons));
        var runs = new int[Roots * (1 + Sons)];
        for (var root = 0; root < Roots; root++)
        {
            var first = root * (1 + Sons);
            workerPool.Take(new Errand(() =>
            {
                for (var son = 1; son <= Sons; son++)
                {
                    var place = first + son;
                    workerPool.Take(new Errand(() => Run(place)));
                }

                Run(first);
            }));
        }

        left.Wait();
        workerPool.Dismiss();
        Assert.All(runs, times => Assert.Equal(1, times));

        void Run(int place)
        {
            Interlocked.Increment(ref runs[place]);
            left.Signal();
        }
    }

    [Fact]
    public void While_a_worker_is_busy_another_one_takes_of_what_it_has_too_much()
    {
        WorkerPool workerPool = new("crew", 2);
        using ManualResetEventSlim taken = new();
        using ManualResetEventSlim over = new();
        workerPool.Take(new Errand(() =>
        {
            workerPool.Take(new Errand(WaitForOther));
            for (var more = 0; more < 20; more++) { workerPool.Take(new Errand(taken.Set)); }
        }));
        over.Wait();
        workerPool.Dismiss();
        Assert.True(taken.IsSet);

        void WaitForOther()
        {
            taken.Wait();
            over.Set();
        }
    }

    [Fact]
    public void What_comes_after_the_workers_were_dismissed_runs_all_the_same()
    {
        WorkerPool workerPool = new("crew", 2);
        workerPool.Dismiss();
        using CountdownEvent left = new(100);
        for (var late = 0; late < 100; late++) { workerPool.Take(new Errand(() => left.Signal())); }
        left.Wait();
        Assert.True(left.IsSet);
    }

    [Fact]
    public void A_thief_takes_each_thing_that_was_added_once()
    {
        const int Things = 200_000;
        RunQueue queue = new();
        var taken = new int[Things];
        var over = 0;
        Thread[] thieves = [.. Enumerable.Range(0, 2).Select(_ => new Thread(Steal))];
        foreach (var thief in thieves) { thief.Start(); }
        for (var thing = 0; thing < Things;)
        {
            if (queue.TryAdd(new Thing(thing))) { thing++; }
            else if (queue.TryTake(out var own)) { Note(own); }
        }

        Volatile.Write(ref over, 1);
        foreach (var thief in thieves) { thief.Join(); }
        while (queue.TryTake(out var rest)) { Note(rest); }
        Assert.All(taken, times => Assert.Equal(1, times));

        void Steal()
        {
            while (Volatile.Read(ref over) == 0)
            {
                if (queue.TryTake(out var run)) { Note(run); }
            }
        }

        void Note(IRunnable run) => Interlocked.Increment(ref taken[((Thing)run).Number]);
    }

    private sealed class Errand(Action work) : IRunnable
    {
        public void Run() => work();

        public void Execute() => work();
    }

    private sealed class Thing(int number) : IRunnable
    {
        internal int Number => number;

        public void Run() => throw new InvalidOperationException($"{number} is only passed on");

        public void Execute() => Run();
    }
}
