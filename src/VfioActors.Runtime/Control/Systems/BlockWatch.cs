using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>
/// Frees the controlling thread from an actor that blocks it, as by <c>Ask(…).Result</c>: nobody else can run
/// meanwhile, so what it waits for would never come.
/// </summary>
internal sealed class BlockWatch : IDisposable
{
    /// <summary>How many looks in a row must find the thread waiting in one step: two seconds.</summary>
    private const int LooksMax = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ControlRoom _room;
    private readonly Timer _timer;
    private long _step;
    private int _looks;

    internal BlockWatch(ControlRoom room)
    {
        _room = room;
        _timer = new(_ => Look(), null, Pause, Pause);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var isBlocked = _room.Entered is { } thread && (thread.ThreadState & ThreadState.WaitSleepJoin) != 0;
        if (!isBlocked || _room.Steps != _step)
        {
            (_step, _looks) = (_room.Steps, 0);
            return;
        }

        if (++_looks < LooksMax) { return; }
        _looks = 0;
        _room.Report($"{_room.Acting?.Owner.Path.Name ?? "stage"} blocks its thread, as by .Result or .Wait() of an "
            + "Ask: no other actor can run meanwhile; await it, or have it piped");
        _room.Entered?.Interrupt();
    }
}
