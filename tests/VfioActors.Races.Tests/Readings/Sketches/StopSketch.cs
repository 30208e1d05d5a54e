namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// A kthread that waits in several ways, and others who change what it waits for, wake it, park it and stop it:
/// kernel/kthread.c, include/linux/wait.h and kernel/sched, Linux 6.12.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class StopSketch(int seed) : Sketch(seed)
{
    private const int Running = 0, Interruptible = 1, Uninterruptible = 2, Parked = 3;
    private const int Restart = -512, NeverBegun = -4, Result = 3;
    private static readonly string[] Names = ["x", "y", "z"];
    private readonly List<(SketchThread Thread, int State, bool IsExclusive)> _waiters = [];
    private int _task, _begun, _stop, _park, _parked, _signal, _exited, _queue, _orders;
    private bool _parks;

    /// <inheritdoc/>
    protected override void Draw()
    {
        Declarations.Append("struct task_struct *k; DECLARE_WAIT_QUEUE_HEAD(wq);\n");
        (_task, _begun, _stop, _park, _parked) = (Variable(), Variable(), Variable(), Variable(), Variable());
        (_signal, _exited, _queue, _orders) = (Variable(), Variable(), Variable(), Variable());
        _parks = Random.Next(3) == 0;
        SketchThread[] others = [Thread(), Thread()];
        var kthread = Thread(isCalled: true);
        kthread.Begins = state =>
        {
            if (state[_begun] != 0) { return false; }
            state[_begun] = state[_stop] != 0 ? 2 : 1;
            return true;
        };
        kthread.Ends = state => state[_exited] = state[_begun] == 2 ? NeverBegun : Result;
        kthread.If(state => state[_begun] == 1, () =>
        {
            if (_parks) { ParkMe(kthread); }
            Body(kthread);
        });
        for (var one = 0; one < 2; one++)
        {
            var thread = others[one];
            if (one == 1 && Random.Next(3) == 0) { Wait(thread, isExclusive: true); }
            Some(3, () => Other(thread));
            if (one == 0 && Random.Next(6) > 0) { Stop(thread); }
        }

        Declarations.Append($"int fn(void *d) {{ int t = 0; {kthread.Text}return {Result}; }}\n");
        Init.Append("k = kthread_create(fn, NULL, \"k\"); get_task_struct(k); wake_up_process(k); ");
        if (_parks) { Init.Append("if (0) kthread_park(k); "); }
    }

    private void Body(SketchThread thread)
    {
        var isLoop = Random.Next(2) == 0;
        if (!isLoop)
        {
            Some(4, () => Own(thread));
            return;
        }

        var kept = thread.Kept;
        thread.Text.Append("do { ");
        thread.Repeat(
            () =>
            {
                Some(2, () => Own(thread));
                thread.Text.Append("t = kthread_should_stop() ? 1 : 0; } while (!t); ");
                thread.Step(state => state[kept] = state[_stop]);
            },
            state => state[kept] == 0);
    }

    private void Own(SketchThread thread)
    {
        var kept = thread.Kept;
        switch (Random.Next(_parks ? 8 : 6))
        {
            case 0: Set(thread); break;
            case 1 or 2: Wait(thread, isExclusive: Random.Next(3) == 0); break;
            case 3: Sleep(thread); break;
            case 4:
                thread.Text.Append("t = signal_pending(current) ? 1 : 0; ");
                thread.Step(state => state[kept] = state[_signal]);
                Keep(thread);
                break;
            case 5:
                thread.Text.Append("t = kthread_should_stop() ? 1 : 0; ");
                thread.Step(state => state[kept] = state[_stop]);
                Keep(thread);
                break;
            default:
                thread.Text.Append("if (kthread_should_park()) kthread_parkme(); ");
                thread.Step(state => state[kept] = state[_park]);
                thread.If(state => state[kept] != 0, () => ParkMe(thread));
                thread.Text.Append("t = 0; ");
                thread.Alone(state => state[kept] = 0);
                break;
        }
    }

    private void Other(SketchThread thread)
    {
        switch (Random.Next(_parks ? 8 : 5))
        {
            case 0 or 1: Set(thread); break;
            case 2:
                var (name, all) = Random.Next(2) == 0 ? ("wake_up_all", true) : ("wake_up", false);
                thread.Text.Append($"{name}(&wq); ");
                thread.Step(state => WakeQueue(state, all, isInterruptible: false));
                break;
            case 3:
                thread.Text.Append("wake_up_interruptible(&wq); ");
                thread.Step(state => WakeQueue(state, all: false, isInterruptible: true));
                break;
            case 4:
                thread.Text.Append("wake_up_process(k); ");
                thread.Step(Wake);
                break;
            case 5:
                thread.Text.Append("kthread_unpark(k); ");
                Unpark(thread);
                break;
            default: Park(thread); break;
        }
    }

    private void Set(SketchThread thread)
    {
        var (word, number) = (Random.Next(3), Random.Next(2));
        thread.Text.Append($"{Names[word]} = {number}; ");
        thread.Step(state => state[word] = number);
    }

    private void Keep(SketchThread thread)
    {
        var (word, kept) = (Random.Next(3), thread.Kept);
        thread.Text.Append($"{Names[word]} = t; ");
        thread.Step(state => state[word] = state[kept]);
    }

    /// <summary>Where the state of a thread is: of others than the kthread in a variable of its own.</summary>
    private int StateOf(SketchThread thread) => thread.Begins is null ? Variable() : _task;

    private void Wait(SketchThread thread, bool isExclusive)
    {
        var (kept, word, number) = (thread.Kept, Random.Next(3), Random.Next(2));
        var (at, isOwn, way) = (StateOf(thread), thread.Begins is not null, isExclusive ? 1 : Random.Next(3));
        var (name, how) = way switch
        {
            0 => ("wait_event", Uninterruptible),
            1 => ("wait_event_interruptible", Interruptible),
            _ => ("wait_event_killable", Uninterruptible),
        };
        thread.Text.Append(
            $"{(way == 0 ? "" : "t = ")}{name}{(isExclusive ? "_exclusive" : "")}(wq, {Names[word]} == {number}); ");
        _waiters.Add((thread, at, isExclusive));
        var waiter = _waiters.Count;
        var (has, seen) = (Variable(), Variable());
        thread.Repeat(
            () =>
            {
                thread.Step(state => state[has] = isOwn && how == Interruptible ? state[_signal] : 0);
                thread.Step(state =>
                {
                    Leave(state, waiter);
                    if (state[has] != 0) { return; }
                    Enter(state, waiter);
                    state[at] = how;
                });
                thread.Step(state => state[seen] = state[word] == number ? 1 : 0);
                thread.If(state => state[seen] == 0 && state[has] == 0, () => thread.Await(state => Sleeps(state, at, isOwn)));
            },
            state => state[seen] == 0 && state[has] == 0);
        thread.Step(state => state[at] = Running);
        thread.Step(state => Leave(state, waiter));
        thread.Alone(state =>
        {
            if (way != 0) { state[kept] = state[seen] != 0 ? 0 : Restart; }
            (state[has], state[seen]) = (0, 0);
        });
        if (way != 0 && Random.Next(2) == 0) { Keep(thread); }
    }

    /// <summary>Goes on once it is awake; what a signal ends does not sleep.</summary>
    private bool Sleeps(int[] state, int at, bool isOwn)
    {
        if (isOwn && state[_signal] != 0 && state[at] == Interruptible) { state[at] = Running; }
        return state[at] == Running;
    }

    private void Enter(int[] state, int waiter)
    {
        state[_queue] |= 1 << waiter;
        if (!_waiters[waiter - 1].IsExclusive) { return; }
        state[_orders] = (state[_orders] * 16) + waiter;
    }

    private void Leave(int[] state, int waiter)
    {
        state[_queue] &= ~(1 << waiter);
        var (kept, left) = (0, Exclusive(state));
        foreach (var one in left) { kept = one == waiter ? kept : (kept * 16) + one; }
        state[_orders] = kept;
    }

    /// <summary>Those of whom one is woken, the first first.</summary>
    private List<int> Exclusive(int[] state)
    {
        List<int> all = [];
        for (var left = state[_orders]; left > 0; left /= 16) { all.Insert(0, left % 16); }
        return all;
    }

    private void WakeQueue(int[] state, bool all, bool isInterruptible)
    {
        for (var waiter = 1; waiter <= _waiters.Count; waiter++)
        {
            if ((state[_queue] >> waiter & 1) == 0 || _waiters[waiter - 1].IsExclusive) { continue; }
            WakeOne(state, waiter, isInterruptible);
        }

        foreach (var waiter in Exclusive(state))
        {
            if (WakeOne(state, waiter, isInterruptible) && !all) { return; }
        }
    }

    private bool WakeOne(int[] state, int waiter, bool isInterruptible)
    {
        var at = _waiters[waiter - 1].State;
        if (state[at] is not (Interruptible or Uninterruptible)) { return false; }
        if (isInterruptible && state[at] != Interruptible) { return false; }
        state[at] = Running;
        Leave(state, waiter);
        return true;
    }

    private void Wake(int[] state)
    {
        if (state[_task] != Parked) { state[_task] = Running; }
    }

    private void Sleep(SketchThread thread)
    {
        var (kept, isIdle, asks) = (thread.Kept, Random.Next(3) == 0, Random.Next(2) == 0);
        var how = isIdle ? Uninterruptible : Interruptible;
        thread.Text.Append($"set_current_state({(isIdle ? "TASK_IDLE" : "TASK_INTERRUPTIBLE")}); ");
        thread.Step(state => state[_task] = how);
        if (asks)
        {
            thread.Text.Append("t = kthread_should_stop() ? 1 : 0; if (!t) schedule(); __set_current_state(TASK_RUNNING); ");
            thread.Step(state => state[kept] = state[_stop]);
            thread.If(state => state[kept] == 0, () => thread.Await(state => Sleeps(state, _task, isOwn: true)));
            thread.Step(state => state[_task] = Running);
            return;
        }

        thread.Text.Append("schedule(); ");
        thread.Await(state => Sleeps(state, _task, isOwn: true));
    }

    private void ParkMe(SketchThread thread)
    {
        var asked = Variable();
        thread.Repeat(
            () =>
            {
                thread.Step(state => state[_task] = Parked);
                thread.Step(state => state[asked] = state[_park]);
                thread.If(state => state[asked] != 0, () =>
                {
                    thread.Step(state => state[_parked]++);
                    thread.Await(state => state[_task] == Running);
                });
            },
            state => state[asked] != 0);
        thread.Step(state => state[_task] = Running);
    }

    private void Park(SketchThread thread)
    {
        thread.Text.Append("kthread_park(k); ");
        thread.Step(state =>
        {
            if (state[_exited] != 0 || state[_park] != 0) { throw new BrokenSketchException("KthreadsAreUsedRight"); }
        });
        thread.Step(state => state[_park] = 1);
        thread.Step(Wake);
        thread.Await(state =>
        {
            if (state[_parked] == 0) { return false; }
            state[_parked]--;
            return true;
        });
    }

    private void Unpark(SketchThread thread)
    {
        thread.Step(state => state[_park] = 0);
        thread.Step(state => state[_task] = state[_task] == Parked ? Running : state[_task]);
    }

    private void Stop(SketchThread thread)
    {
        var kept = thread.Kept;
        thread.Text.Append("t = kthread_stop(k); ");
        thread.Step(state => state[_stop] = 1);
        if (_parks) { Unpark(thread); }
        thread.Step(state => state[_signal] = 1);
        thread.Step(Wake);
        thread.Await(state => state[_exited] != 0);
        thread.Alone(state => state[kept] = state[_exited]);
        if (Random.Next(2) == 0) { Keep(thread); }
    }
}
