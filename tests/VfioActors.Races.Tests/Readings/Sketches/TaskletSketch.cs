namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// A tasklet that is scheduled, killed, disabled and enabled: kernel/softirq.c and include/linux/interrupt.h, Linux
/// 6.12.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class TaskletSketch(int seed) : Sketch(seed)
{
    private static readonly string[] Names = ["x", "y", "z"];
    private int _scheduled, _queued, _runs, _disabled;

    /// <inheritdoc/>
    protected override void Draw()
    {
        (_scheduled, _queued, _runs, _disabled) = (Variable(), Variable(), Variable(), Variable());
        Declarations.Append("struct tasklet_struct s;\n");
        for (var left = Random.Next(3) == 0 ? 3 : 2; left > 0; left--)
        {
            var thread = Thread();
            Some(3, () => Line(thread));
        }

        var run = Thread(isCalled: true);
        run.Begins = state =>
        {
            if (state[_queued] == 0 || state[_runs] != 0 || state[_disabled] != 0) { return false; }
            (state[_queued], state[_runs]) = (0, 1);
            return true;
        };
        run.Ends = state => state[_runs] = 0;
        run.Step(state => state[_scheduled] = 0);
        Some(2, () => Plain(run));
        if (Random.Next(3) == 0) { Once(run, Schedule); }
        Declarations.Append($"void fn(struct tasklet_struct *own) {{ int t = 0; {run.Text}}}\n");
        Init.Append("tasklet_setup(&s, fn); ");
    }

    private void Line(SketchThread thread)
    {
        switch (Random.Next(8))
        {
            case 0 or 1: Plain(thread); break;
            case 2 or 3: Schedule(thread); break;
            case 4: Kill(thread); break;
            default: Disable(thread); break;
        }
    }

    private void Schedule(SketchThread thread)
    {
        thread.Text.Append("tasklet_schedule(&s); ");
        thread.Step(state =>
        {
            if (state[_scheduled] != 0) { return; }
            (state[_scheduled], state[_queued]) = (1, 1);
        });
    }

    private void Kill(SketchThread thread)
    {
        thread.Text.Append("tasklet_kill(&s); ");
        thread.Await(state =>
        {
            if (state[_scheduled] != 0) { return false; }
            state[_scheduled] = 1;
            return true;
        });
        thread.Await(state => state[_runs] == 0);
        thread.Step(state => state[_scheduled] = 0);
    }

    private void Disable(SketchThread thread)
    {
        var waits = Random.Next(2) == 0;
        thread.Text.Append($"tasklet_disable{(waits ? "" : "_nosync")}(&s); ");
        thread.Step(state => state[_disabled]++);
        if (waits) { thread.Await(state => state[_runs] == 0); }
        Some(2, () => Line(thread));
        thread.Text.Append("tasklet_enable(&s); ");
        thread.Step(state => state[_disabled]--);
        if (Random.Next(3) > 0) { return; }
        var (word, kept) = (Random.Next(3), thread.Kept);
        thread.Text.Append($"{Names[word]} = t; ");
        thread.Step(state => state[word] = state[kept]);
    }
}
