using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>
/// What threads ask of shared objects, and what those answer. A request is one access of one line of the file; its kind
/// says what it may change.
/// </summary>
internal static class RaceMessage
{
    /// <summary>Reads a word.</summary>
    /// <param name="Line">The line of the file.</param>
    /// <param name="Access">What is asked.</param>
    /// <param name="Offset">The word of the object.</param>
    /// <param name="Mark">What else the object must know of the thread.</param>
    /// <param name="Value">The first argument.</param>
    /// <param name="Other">The second argument.</param>
    internal readonly record struct Read(int Line, Access Access, int Offset, int Mark, long Value, long Other)
        : IMessage, IRenamed<Read>
    {
        /// <inheritdoc/>
        public Read Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>Writes a word.</summary>
    internal readonly record struct Write(int Line, Access Access, int Offset, int Mark, long Value, long Other)
        : IMessage, IRenamed<Write>
    {
        /// <inheritdoc/>
        public Write Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>Reads and changes a word in one step.</summary>
    internal readonly record struct Update(int Line, Access Access, int Offset, int Mark, long Value, long Other)
        : IMessage, IRenamed<Update>
    {
        /// <inheritdoc/>
        public Update Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>Takes a lock.</summary>
    internal readonly record struct Lock(int Line, Access Access, int Offset, int Mark, long Value, long Other)
        : IMessage, IRenamed<Lock>
    {
        /// <inheritdoc/>
        public Lock Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>Gives a lock back.</summary>
    internal readonly record struct Unlock(int Line, Access Access, int Offset, int Mark, long Value, long Other)
        : IMessage, IRenamed<Unlock>
    {
        /// <inheritdoc/>
        public Unlock Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>Waits for something.</summary>
    internal readonly record struct Wait(int Line, Access Access, int Offset, int Mark, long Value, long Other)
        : IMessage, IRenamed<Wait>
    {
        /// <inheritdoc/>
        public Wait Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>Frees the object.</summary>
    internal readonly record struct Free(int Line, Access Access, int Offset, int Mark, long Value, long Other)
        : IMessage, IRenamed<Free>
    {
        /// <inheritdoc/>
        public Free Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>Does a whole critical section.</summary>
    internal readonly record struct Section(int Line, Access Access, int At, int Mark, long Value, long Other)
        : IMessage, IRenamed<Section>
    {
        /// <inheritdoc/>
        public Section Renamed(Renaming renaming) => this with
        {
            Line = RenamedWord.LineOf(Line, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>The answer to a request.</summary>
    /// <param name="Fault">What the thread did wrong by asking.</param>
    /// <param name="Detail">The line at which something happened before, and who did it.</param>
    /// <param name="Exit">Where the thread goes on after a critical section; 0 for the next instruction.</param>
    /// <param name="Rounds">Not zero when a loop in the section was left after too many rounds.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Other">Another value, of a critical section.</param>
    internal readonly record struct Answer(Fault Fault, int Detail, int Exit, int Rounds, long Value, long Other)
        : IMessage, IRenamed<Answer>
    {
        /// <inheritdoc/>
        public Answer Renamed(Renaming renaming) => this with
        {
            Detail = FaultFound.DetailOf(Fault, Detail, renaming),
            Value = RenamedWord.Plain(Value, renaming),
            Other = RenamedWord.Plain(Other, renaming),
        };
    }

    /// <summary>What was asked for is not to be had now: the thread waits, and is answered later.</summary>
    internal readonly record struct Waiting : IMessage;

    /// <summary>Begins a thread that waits to be begun.</summary>
    /// <param name="Argument">What its function is called with.</param>
    internal readonly record struct Begin(long Argument) : IMessage, IRenamed<Begin>
    {
        /// <inheritdoc/>
        public Begin Renamed(Renaming renaming) => new(RenamedWord.Plain(Argument, renaming));
    }
}
