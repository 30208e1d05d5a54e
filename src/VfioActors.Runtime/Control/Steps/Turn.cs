namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Whose turn it is: one worker at a time. It is taken for every step and nearly always free, so it is only a word.
/// </summary>
internal sealed class Turn
{
    private int _isTaken;

    internal void Enter()
    {
        if (Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0) { return; }
        SpinWait spin = default;
        while (Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0) { spin.SpinOnce(); }
    }

    internal void Exit() => Volatile.Write(ref _isTaken, 0);
}
