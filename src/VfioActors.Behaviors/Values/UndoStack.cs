namespace VfioActors.Behaviors.Values;

/// <summary>
/// Old values of one part, newest last, each with the fingerprint of the whole state before the change.
/// </summary>
internal sealed class UndoStack<T>
    where T : struct
{
    private (T Old, ulong Sum)[] _items = [];
    private int _count;

    internal void Push(in T old, ulong sum)
    {
        if (_count == _items.Length) { Array.Resize(ref _items, Math.Max(8, _count * 2)); }
        _items[_count++] = (old, sum);
    }

    internal ulong Pop(out T old)
    {
        (old, var sum) = _items[--_count];
        return sum;
    }
}
