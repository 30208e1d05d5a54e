namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// A timer, or one of high resolution, beside readers and who waits for them: kernel/time/timer.c, hrtimer.c and
/// kernel/rcu/tree.c, Linux 6.12.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class TimerSketch(int seed) : Sketch(seed)
{
    private readonly bool _isHigh = seed % 2 == 0;
    private readonly List<int> _awaited = [];
    private int _armed, _off, _readers, _restarts;
    private SketchThread _called = null!;

    /// <inheritdoc/>
    protected override void Draw()
    {
        (_armed, _off, _readers, _restarts) = (Variable(), Variable(), Variable(), Variable());
        var type = _isHigh ? "hrtimer" : "timer_list";
        Declarations.Append($"struct {type} w; ");
        Init.Append(_isHigh ? "hrtimer_setup(&w, f, CLOCK_MONOTONIC, HRTIMER_MODE_REL); " : "timer_setup(&w, f, 0); ");
        var threads = Random.Next(4) == 0 ? 3 : 2;
        for (var left = threads; left > 0; left--)
        {
            var thread = Thread();
            Some(3, () => Line(thread));
        }

        _called = Thread(isCalled: true);
        _called.Begins = Begins;
        _called.Ends = Over;
        Some(2, () => Called(_called));
        if (_isHigh) { Restart(_called); }
        Declarations.Append(
            $"{(_isHigh ? "enum hrtimer_restart" : "void")} f(struct {type} *w_) {{ int t = 0; {_called.Text}}}\n");
    }

    private bool Begins(int[] state)
    {
        if (state[_armed] == 0) { return false; }
        state[_armed] = 0;
        state[_readers] |= 1 << _called.Number;
        return true;
    }

    private void Over(int[] state)
    {
        if (state[_restarts] != 0) { (state[_armed], state[_restarts]) = (1, 0); }
        Leave(state, _called);
    }

    private void Leave(int[] state, SketchThread thread)
    {
        state[_readers] &= ~(1 << thread.Number);
        foreach (var place in _awaited) { state[place] &= ~(1 << thread.Number); }
    }

    private void Restart(SketchThread thread)
    {
        var kept = thread.Kept;
        thread.Text.Append("t = xchg(&z, 1); return t == 0 ? HRTIMER_RESTART : HRTIMER_NORESTART; ");
        thread.Step(state => (state[kept], state[2]) = (state[2], 1));
        thread.Alone(state => state[_restarts] = state[kept] == 0 ? 1 : 0);
    }

    private void Called(SketchThread thread)
    {
        if (Random.Next(2) == 0) { Plain(thread); }
        else { Once(thread, Timer); }
    }

    private void Line(SketchThread thread)
    {
        switch (Random.Next(8))
        {
            case 0 or 1: Plain(thread); break;
            case 2:
                thread.Text.Append("rcu_read_lock(); ");
                thread.Step(state => state[_readers] |= 1 << thread.Number);
                Some(2, () => Plain(thread));
                thread.Text.Append("rcu_read_unlock(); ");
                thread.Step(state => Leave(state, thread));
                break;
            case 3:
                var awaited = Variable();
                _awaited.Add(awaited);
                thread.Text.Append("synchronize_rcu(); ");
                thread.Step(state => state[awaited] = state[_readers] & ~(1 << thread.Number));
                thread.Await(state => state[awaited] == 0);
                break;
            case 4: Wait(thread); break;
            default: Timer(thread); break;
        }
    }

    private void Timer(SketchThread thread)
    {
        var kept = thread.Kept;
        switch (Random.Next(5))
        {
            case 0 or 1:
                thread.Text.Append(_isHigh ? "hrtimer_start(&w, 1, HRTIMER_MODE_REL); " : "t = mod_timer(&w, 1); ");
                thread.Step(state =>
                {
                    if (!_isHigh) { state[kept] = state[_armed]; }
                    if (state[_off] == 0) { state[_armed] = 1; }
                });
                break;
            case 2:
                thread.Text.Append(_isHigh ? "t = hrtimer_try_to_cancel(&w); " : "t = try_to_del_timer_sync(&w); ");
                thread.Step(state =>
                {
                    if (_called.IsRunning(state)) { state[kept] = -1; }
                    else { TakeBack(state, kept); }
                });
                break;
            case 3:
                thread.Text.Append(_isHigh ? "t = hrtimer_active(&w); " : "t = timer_pending(&w); ");
                thread.Step(state => state[kept] =
                    state[_armed] != 0 || (_isHigh && _called.IsRunning(state)) ? 1 : 0);
                break;
            case 4 when !_isHigh:
                thread.Text.Append("t = timer_delete(&w); ");
                thread.Step(state => TakeBack(state, kept));
                break;
            default: Plain(thread); break;
        }
    }

    private void Wait(SketchThread thread)
    {
        var isForEver = !_isHigh && Random.Next(4) == 0;
        thread.Text.Append(_isHigh ? "t = hrtimer_cancel(&w); "
            : isForEver ? "t = timer_shutdown_sync(&w); " : "t = timer_delete_sync(&w); ");
        thread.Await(state =>
        {
            if (_called.IsRunning(state)) { return false; }
            TakeBack(state, thread.Kept);
            if (isForEver) { state[_off] = 1; }
            return true;
        });
    }

    private void TakeBack(int[] state, int kept) => (state[kept], state[_armed]) = (state[_armed], 0);
}
