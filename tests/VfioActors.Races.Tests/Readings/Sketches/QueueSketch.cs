namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// Work and delayed work in a queue that is flushed, drained and destroyed, access by access as kernel/workqueue.c of
/// Linux 6.12: whoever queues or takes out work claims it, and lets go of it in another step.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class QueueSketch(int seed) : Sketch(seed)
{
    private readonly bool _isOrdered = seed % 2 == 0;
    private readonly List<Work> _works = [];
    private readonly List<int> _awaited = [];

    /// <summary>
    /// The order in which work is queued, as digits; whether the queue is drained, and whether it is gone.
    /// </summary>
    private int _queue, _drained, _gone;

    /// <summary>Work: whether it is claimed, on its timer, how often disabled; who runs it, and its timer.</summary>
    private sealed record Work(int Number, bool IsDelayed, int Pending, int OnTimer, int Disabled, SketchThread Worker)
    {
        internal SketchThread? Timer { get; set; }

        internal string Delayed => IsDelayed ? "delayed_" : "";
    }

    /// <inheritdoc/>
    protected override void Draw()
    {
        (_queue, _drained, _gone) = (Variable(), Variable(), Variable());
        SketchThread[] threads = [Thread(), Thread()];
        for (var left = Random.Next(3) == 0 ? 2 : 1; left > 0; left--) { Add(Random.Next(2) == 0); }
        Declarations.Append("struct workqueue_struct *q;\n");
        Init.Append(_isOrdered ? "q = alloc_ordered_workqueue(\"q\", 0); " : "q = alloc_workqueue(\"q\", 0, 0); ");
        foreach (var work in _works)
        {
            Declarations.Append($"struct {(work.IsDelayed ? "delayed_work" : "work_struct")} w{work.Number};\n");
            Init.Append($"INIT_{work.Delayed.ToUpperInvariant()}WORK(&w{work.Number}, f{work.Number}); ");
        }

        foreach (var thread in threads) { Some(3, () => Line(thread)); }
        var last = threads[Random.Next(2)];
        if (Random.Next(2) == 0) { Drain(last, Random.Next(2) == 0); }
        foreach (var work in _works)
        {
            Some(2, () => Called(work.Worker));
            Declarations.Append($"void f{work.Number}(struct work_struct *w) {{ int t = 0; {work.Worker.Text}}}\n");
        }

        // The queue matters in files that flush one.
        Declarations.Append("void flushes(void) { flush_workqueue(q); }\n");
    }

    private void Add(bool isDelayed)
    {
        Work work = new(_works.Count + 1, isDelayed, Variable(), Variable(), Variable(), Thread(isCalled: true));
        _works.Add(work);
        work.Worker.Begins = state => Begins(state, work);
        work.Worker.Ends = state => Forget(state, RunOf(work));
        if (!isDelayed) { return; }
        var timer = work.Timer = Thread(isCalled: true);
        timer.Begins = state => state[work.OnTimer] != 0;
        timer.Ends = _ => { };
        timer.Step(state => (state[timer.Kept], state[work.OnTimer]) = (state[work.OnTimer], 0));
        timer.If(state => state[timer.Kept] != 0, () => Insert(timer, work, isWork: false));
    }

    private static int QueuedOf(Work work) => 1 << (2 * work.Number);

    private static int RunOf(Work work) => 2 << (2 * work.Number);

    private bool IsIn(int[] state, Work work) => state[_queue] % 10 == work.Number || state[_queue] / 10 == work.Number;

    private void TakeOut(int[] state, Work work) =>
        state[_queue] = state[_queue] % 10 == work.Number ? state[_queue] / 10 : state[_queue] % 10;

    private void Forget(int[] state, int what)
    {
        foreach (var place in _awaited) { state[place] &= ~what; }
    }

    private bool Begins(int[] state, Work work)
    {
        var waits = _isOrdered
            && (state[_queue] % 10 != work.Number || _works.Exists(other => other.Worker.IsRunning(state)));
        if (!IsIn(state, work) || waits) { return false; }
        TakeOut(state, work);
        state[work.Pending] = 0;
        foreach (var place in _awaited.Where(place => (state[place] & QueuedOf(work)) != 0))
        {
            state[place] ^= QueuedOf(work) | RunOf(work);
        }

        return true;
    }

    /// <summary>__queue_work looks at the queue, and then puts work into it.</summary>
    private void Insert(SketchThread thread, Work work, bool isWork)
    {
        thread.Step(state =>
        {
            MustBe(state);
            if (state[_drained] != 0 && !isWork) { throw new BrokenSketchException("QueuesAreUsedRight"); }
        });
        thread.Step(state =>
        {
            MustBe(state);
            state[_queue] = state[_queue] == 0 ? work.Number : state[_queue] + (10 * work.Number);
        });
    }

    private void MustBe(int[] state)
    {
        if (state[_gone] != 0) { throw new BrokenSketchException("NoUseAfterFree"); }
    }

    private void Called(SketchThread thread)
    {
        if (Random.Next(4) > 0) { Plain(thread); }
        else { Once(thread, one => Queue(one, isWork: true)); }
    }

    private void Line(SketchThread thread)
    {
        switch (Random.Next(9))
        {
            case 0 or 1: Plain(thread); break;
            case 2 or 3 or 4: Queue(thread, isWork: false); break;
            case 5: Flush(thread); break;
            default: Cancel(thread); break;
        }
    }

    private void Queue(SketchThread thread, bool isWork)
    {
        var (work, kept) = (_works[Random.Next(_works.Count)], thread.Kept);
        var isLater = work.IsDelayed && Random.Next(2) == 0;
        var delay = !work.IsDelayed ? "" : isLater ? ", 1" : ", 0";
        thread.Text.Append($"t = queue_{work.Delayed}work(q, &w{work.Number}{delay}); ");
        thread.Step(state =>
        {
            state[kept] = state[work.Pending] == 0 && state[work.Disabled] == 0 ? 1 : 0;
            if (state[kept] == 0) { return; }
            state[work.Pending] = 1;
            if (isLater) { state[work.OnTimer] = 1; }
        });
        if (!isLater) { thread.If(state => state[kept] != 0, () => Insert(thread, work, isWork)); }
    }

    /// <summary>Claims work, wherever it is; waits while somebody else has.</summary>
    private void Grab(SketchThread thread, Work work, int found) => thread.Await(state =>
    {
        var isIn = IsIn(state, work);
        if (state[work.Pending] != 0 && state[work.OnTimer] == 0 && !isIn) { return false; }
        state[found] = state[work.Pending];
        (state[work.Pending], state[work.OnTimer]) = (1, 0);
        if (!isIn) { return true; }
        TakeOut(state, work);
        Forget(state, QueuedOf(work));
        return true;
    });

    private void Cancel(SketchThread thread)
    {
        var (work, kept, found) = (_works[Random.Next(_works.Count)], thread.Kept, Variable());
        var how = Random.Next(6);
        var name = how switch { <= 1 => "cancel", 2 => "disable", 3 => "enable", _ => "cancel" };
        var waits = how is 1 or 5 || (how == 2 && Random.Next(2) == 0);
        thread.Text.Append($"t = {name}_{work.Delayed}work{(waits ? "_sync" : "")}(&w{work.Number}); ");
        var disables = how == 2 || (waits && how != 3);
        Grab(thread, work, found);
        thread.Step(state =>
        {
            (state[work.Pending], state[kept], state[found]) = (0, state[found], 0);
            if (disables) { state[work.Disabled]++; }
            if (how == 3) { Enable(state, work, kept); }
        });
        if (!waits) { return; }
        var awaited = Awaited();
        thread.Step(state => state[awaited] = work.Worker.IsRunning(state) ? RunOf(work) : 0);
        thread.Await(state => state[awaited] == 0);
        if (name == "cancel") { thread.Step(state => Enable(state, work, found)); }
        thread.Alone(state => state[found] = 0);
    }

    private static void Enable(int[] state, Work work, int answer)
    {
        if (state[work.Disabled] == 0) { throw new BrokenSketchException("WorkIsUsedRight"); }
        state[work.Disabled]--;
        state[answer] = state[work.Disabled] == 0 ? 1 : 0;
    }

    private int Awaited()
    {
        var awaited = Variable();
        _awaited.Add(awaited);
        return awaited;
    }

    private void Flush(SketchThread thread)
    {
        var (work, awaited) = (_works[Random.Next(_works.Count)], Awaited());
        if (Random.Next(2) == 0)
        {
            thread.Text.Append("flush_workqueue(q); ");
            thread.Step(state =>
            {
                MustBe(state);
                foreach (var one in _works)
                {
                    if (IsIn(state, one)) { state[awaited] |= QueuedOf(one); }
                    if (one.Worker.IsRunning(state)) { state[awaited] |= RunOf(one); }
                }
            });
        }
        else
        {
            thread.Text.Append($"flush_{work.Delayed}work(&w{work.Number}); ");
            if (work.Timer is { } timer) { Hurry(thread, work, timer); }
            thread.Step(state => state[awaited] = IsIn(state, work) ? QueuedOf(work)
                : work.Worker.IsRunning(state) ? RunOf(work) : 0);
        }

        thread.Await(state => state[awaited] == 0);
    }

    /// <summary>What is on its timer is queued at once; that waits while the timer runs.</summary>
    private void Hurry(SketchThread thread, Work work, SketchThread timer)
    {
        var found = Variable();
        thread.Await(state =>
        {
            if (timer.IsRunning(state)) { return false; }
            (state[found], state[work.OnTimer]) = (state[work.OnTimer], 0);
            return true;
        });
        thread.If(state => state[found] != 0, () => Insert(thread, work, isWork: false));
        thread.Alone(state => state[found] = 0);
    }

    private void Drain(SketchThread thread, bool destroys)
    {
        thread.Text.Append(destroys ? "destroy_workqueue(q); " : "drain_workqueue(q); ");
        thread.Step(state =>
        {
            MustBe(state);
            state[_drained] = 1;
        });
        thread.Await(state =>
        {
            if (state[_queue] != 0 || _works.Exists(work => work.Worker.IsRunning(state))) { return false; }
            (state[_drained], state[_gone]) = (0, destroys ? 1 : 0);
            return true;
        });
    }
}
