using VfioActors.Behaviors.Reads;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>One value of a <see cref="State"/>.</summary>
/// <typeparam name="T">A type without padding.</typeparam>
public sealed class Variable<T> : StatePart
    where T : unmanaged
{
    private readonly UndoStack<T> _undo = new();
    private T _value;
    private Reading? _reading;
    private int _readIn;

    internal Variable(State owner, T initial)
        : base(owner)
    {
        _value = initial;
        if (Keeps) { Rehash(0, Contribution()); }
    }

    /// <summary>The value.</summary>
    public T Value
    {
        get
        {
            if (Reads is { IsOpen: true }) { NoteRead(Reads); }
            return _value;
        }
        set
        {
            if (Keeps)
            {
                if (Reads!.IsOpen) { NoteRead(Reads); }
                if (Words<T>.Same(in value, in _value)) { return; }
                _undo.Push(in _value, Owner.Sum);
                Note();
                Rehash(Words<T>.Hash(in _value, Salt), Words<T>.Hash(in value, Salt));
            }

            _value = value;
            _reading?.Tell(Words<T>.Word(in _value));
        }
    }

    /// <summary>The value as text.</summary>
    public override string ToString() => Value.ToString() ?? "";

    internal override bool TellsReads => true;

    /// <inheritdoc/>
    protected internal override void TakeBack()
    {
        Owner.Sum = _undo.Pop(out _value);
        _reading?.Tell(Words<T>.Word(in _value));
    }

    /// <inheritdoc/>
    protected internal override ulong Contribution() => Words<T>.Hash(in _value, Salt);

    /// <inheritdoc/>
    protected internal override ulong Contribution(Renaming renaming) => Words<T>.Hash(in _value, Salt, renaming);

    private void NoteRead(ReadLog reads)
    {
        if (_readIn == reads.Opening) { return; }
        _readIn = reads.Opening;
        if (_reading is null)
        {
            _reading = new();
            _reading.Tell(Words<T>.Word(in _value));
        }

        reads.Note(_reading);
    }

    private sealed class Reading() : StateRead(isTold: true)
    {
        /// <inheritdoc/>
        private protected override ulong Ask() => throw new InvalidOperationException("it is told");

        public override bool IsSameAs(StateRead other) => ReferenceEquals(this, other);
    }
}
