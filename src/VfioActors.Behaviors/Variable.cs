using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>One value of a <see cref="State"/>.</summary>
/// <typeparam name="T">A type without padding.</typeparam>
public sealed class Variable<T> : StatePart
    where T : unmanaged
{
    private readonly UndoStack<T> _undo = new();
    private T _value;

    internal Variable(State owner, T initial)
        : base(owner)
    {
        _value = initial;
        if (Keeps) { Rehash(0, Contribution()); }
    }

    /// <summary>The value.</summary>
    public T Value
    {
        get => _value;
        set
        {
            if (Keeps)
            {
                if (Words<T>.Same(in value, in _value)) { return; }
                _undo.Push(in _value, Owner.Sum);
                Note();
                Rehash(Words<T>.Hash(in _value, Salt), Words<T>.Hash(in value, Salt));
            }

            _value = value;
        }
    }

    /// <summary>The value as text.</summary>
    public override string ToString() => _value.ToString() ?? "";

    /// <inheritdoc/>
    protected internal override void TakeBack() => Owner.Sum = _undo.Pop(out _value);

    /// <inheritdoc/>
    protected internal override ulong Contribution() => Words<T>.Hash(in _value, Salt);

    /// <inheritdoc/>
    protected internal override ulong Contribution(Renaming renaming) => Words<T>.Hash(in _value, Salt, renaming);
}
