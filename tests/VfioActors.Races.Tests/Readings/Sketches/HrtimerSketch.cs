namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// A timer of high resolution that may start itself anew, and those who start it, take it back and look at it:
/// kernel/time/hrtimer.c, Linux 6.12. Grace periods wait for its function.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class HrtimerSketch(int seed) : Sketch(seed)
{
    private static readonly string[] Names = ["x", "y", "z"];
    private readonly List<int> _awaited = [];
    private int _queued, _runs, _again, _reads;

    /// <inheritdoc/>
    protected override void Draw()
    {
        (_queued, _runs, _again, _reads) = (Variable(), Variable(), Variable(), Variable());
        Declarations.Append("struct hrtimer h;\n");
        for (var left = Random.Next(3) == 0 ? 3 : 2; left > 0; left--)
        {
            var thread = Thread();
            Some(3, () => Line(thread));
        }

        var expired = Thread(isCalled: true);
        expired.Begins = state =>
        {
            if (state[_queued] == 0 || state[_runs] != 0) { return false; }
            (state[_queued], state[_runs], state[_reads], state[_again]) = (0, 1, 1, 0);
            return true;
        };
        expired.Ends = state =>
        {
            if (state[_again] != 0) { state[_queued] = 1; }
            (state[_runs], state[_reads], state[_again]) = (0, 0, 0);
            foreach (var place in _awaited) { state[place] = 0; }
        };
        Some(2, () => Plain(expired));
        if (Random.Next(3) == 0) { Start(expired); }
        if (Random.Next(3) == 0) { Cancel(expired, tries: Random.Next(4) > 0); }
        var isAnew = Random.Next(2) == 0;
        if (isAnew)
        {
            var (word, kept) = (Random.Next(3), expired.Kept);
            expired.Text.Append($"t = xchg(&{Names[word]}, 1); ");
            expired.Step(state => (state[kept], state[word]) = (state[word], 1));
            expired.Alone(state => state[_again] = state[kept] == 0 ? 1 : 0);
        }

        Declarations.Append("enum hrtimer_restart fn(struct hrtimer *e) { int t = 0; "
            + $"{expired.Text}return {(isAnew ? "!t ? HRTIMER_RESTART : " : "")}HRTIMER_NORESTART; }}\n");
        Init.Append("hrtimer_setup(&h, fn, CLOCK_MONOTONIC, HRTIMER_MODE_REL); ");
        if (Random.Next(2) == 0) { Init.Append("if (0) synchronize_rcu(); "); }
    }

    private void Line(SketchThread thread)
    {
        switch (Random.Next(9))
        {
            case 0 or 1: Plain(thread); break;
            case 2 or 3 or 4: Start(thread); break;
            case 5 or 6: Cancel(thread, tries: Random.Next(2) == 0); break;
            case 7: Look(thread); break;
            default: Synchronize(thread); break;
        }
    }

    private void Start(SketchThread thread)
    {
        thread.Text.Append("hrtimer_start(&h, 5, HRTIMER_MODE_REL); ");
        thread.Step(state => state[_queued] = 1);
    }

    private void Cancel(SketchThread thread, bool tries)
    {
        var kept = thread.Kept;
        thread.Text.Append($"t = hrtimer_{(tries ? "try_to_" : "")}cancel(&h); ");
        thread.Await(state =>
        {
            if (state[_runs] != 0 && !tries) { return false; }
            state[kept] = state[_runs] != 0 ? -1 : state[_queued];
            if (state[_runs] == 0) { state[_queued] = 0; }
            return true;
        });
        Keep(thread);
    }

    private void Look(SketchThread thread)
    {
        var kept = thread.Kept;
        var (name, what) = Random.Next(3) switch
        {
            0 => ("active", 3),
            1 => ("is_queued", 1),
            _ => ("callback_running", 2),
        };
        thread.Text.Append($"t = hrtimer_{name}(&h) ? 1 : 0; ");
        thread.Step(state => state[kept] = ((state[_queued] | (state[_runs] << 1)) & what) != 0 ? 1 : 0);
        Keep(thread);
    }

    private void Keep(SketchThread thread)
    {
        var (word, kept) = (Random.Next(3), thread.Kept);
        thread.Text.Append($"{Names[word]} = t; ");
        thread.Step(state => state[word] = state[kept]);
    }

    private void Synchronize(SketchThread thread)
    {
        var place = Variable();
        _awaited.Add(place);
        thread.Text.Append("synchronize_rcu(); ");
        thread.Step(state => state[place] = state[_reads]);
        thread.Await(state => state[place] == 0);
    }
}
