namespace VfioActors.Behaviors.Stepping;

/// <summary>For hosts: what one step asks for, in the order in which it is done.</summary>
/// <remarks>
/// A message to an inline actor is handled when its turn comes, and what that asks for comes behind all that was asked
/// before: the order in which a call that returns at once is followed by what it led to.
/// </remarks>
/// <typeparam name="T">What is asked for, as the host keeps it.</typeparam>
public sealed class StepQueue<T>
    where T : struct
{
    private T[] _asked = new T[16];
    private int _next;
    private int _count;

    /// <summary>Begins with what the receiver of the step asks for.</summary>
    public void Begin(ReadOnlySpan<T> asked)
    {
        (_next, _count) = (0, 0);
        Add(asked);
    }

    /// <summary>Adds what an inline actor asks for.</summary>
    public void Add(ReadOnlySpan<T> asked)
    {
        while (_count + asked.Length > _asked.Length) { Array.Resize(ref _asked, _asked.Length * 2); }
        asked.CopyTo(_asked.AsSpan(_count));
        _count += asked.Length;
    }

    /// <summary>Takes what is done next; false when all is done.</summary>
    public bool TryTake(out T asked)
    {
        var has = _next < _count;
        asked = has ? _asked[_next++] : default;
        return has;
    }
}
