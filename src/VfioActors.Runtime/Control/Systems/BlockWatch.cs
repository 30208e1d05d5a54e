using System.Globalization;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>
/// Frees whoever explores from an actor that does not end its step: nobody else can run meanwhile, so what it waits for
/// would never come. One that blocks its thread, as by <c>Ask(…).Result</c>, is interrupted. One that spins cannot be:
/// its thread is left to itself.
/// </summary>
internal sealed class BlockWatch : IDisposable
{
    /// <summary>
    /// How many looks must find the thread waiting in one step: five seconds. On a busy machine what it waits for may
    /// take a while, as where another thread is the first to use a type.
    /// </summary>
    private const int LooksMax = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly ControlRoom _room;
    private readonly TimeSpan _spins;
    private readonly TaskCompletionSource<string> _spinning;
    private readonly Timer _timer;
    private long _looked = Environment.TickCount64;
    private bool _hasInterrupted;
    private long _step;
    private int _looks;
    private TimeSpan _used;
    private TimeSpan _spun;

    /// <param name="spins">How much processor time makes a step one that spins.</param>
    /// <param name="spinning">Is told who does.</param>
    internal BlockWatch(ControlRoom room, TimeSpan spins, TaskCompletionSource<string> spinning)
    {
        (_room, _spins, _spinning) = (room, spins, spinning);
        _timer = new(_ => Look(), null, Pause, Pause);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Who was interrupted too late, when it waited no more, is not so in its next wait.</summary>
    internal void Settle()
    {
        lock (_lock)
        {
            if (!_hasInterrupted) { return; }
            _hasInterrupted = false;
        }

        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            // That was it.
        }
    }

    /// <summary>
    /// A pool that was busy begins at once with all that it owes: what several looks find then is one thing.
    /// </summary>
    private void Look()
    {
        lock (_lock)
        {
            var now = Environment.TickCount64;
            if (now - _looked < Pause.TotalMilliseconds / 2) { return; }
            _looked = now;
            LookOnce();
        }
    }

    private void LookOnce()
    {
        var before = _used;
        _used = Environment.CpuUsage.TotalTime;
        if (_room.Entered is not { } thread || _room.Steps != _step)
        {
            (_step, _looks, _spun) = (_room.Steps, 0, TimeSpan.Zero);
            return;
        }

        if ((thread.ThreadState & ThreadState.WaitSleepJoin) != 0) { Waits(thread); }
        else { Runs(_used - before); }
    }

    private void Waits(Thread thread)
    {
        if (++_looks < LooksMax) { return; }
        _looks = 0;
        _room.Report($"{ActorRules.WhoIn(_room)} blocks its thread, as by .Result or .Wait() of an "
            + "Ask, or by making an actor system: no other actor can run meanwhile; await it, or have it piped");
        _hasInterrupted = true;
        thread.Interrupt();
    }

    /// <summary>What the process used is not all the thread's, which had no more than the time between two looks.
    /// </summary>
    private void Runs(TimeSpan used)
    {
        _spun += used < Pause ? used : Pause;
        if (_spun < _spins) { return; }
        var seconds = _spins.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var reason = $"{ActorRules.WhoIn(_room)} does not end its step, after {seconds} s of processor time, as one "
            + "that loops until something changes: no other actor can run meanwhile; have it hear of that by a message";
        _room.Report(reason);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _spinning.TrySetResult(reason);
    }
}
