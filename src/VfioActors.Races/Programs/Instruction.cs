namespace VfioActors.Races.Programs;

/// <summary>One instruction of a thread.</summary>
/// <param name="Op">What it does.</param>
/// <param name="Line">The line of the file that it belongs to.</param>
internal sealed record Instruction(Op Op, int Line)
{
    /// <summary>No register.</summary>
    internal const int None = -1;

    /// <summary>The register that gets the result; <see cref="None"/> for none.</summary>
    internal int Result { get; init; } = None;

    /// <summary>The first register that is read; the address, of what asks.</summary>
    internal int A { get; init; } = None;

    /// <summary>The second register that is read.</summary>
    internal int B { get; init; } = None;

    /// <summary>The third register that is read.</summary>
    internal int C { get; init; } = None;

    /// <summary>A number, an operator, the access, or what goes wrong.</summary>
    internal long Number { get; init; }

    /// <summary>Another number: of an element the bound, of an allocation how many there are.</summary>
    internal int Limit { get; init; }

    /// <summary>Where it goes to.</summary>
    internal int Target { get; init; }

    /// <summary>What people are told, such as the text of an assertion.</summary>
    internal string Text { get; init; } = "";

    /// <summary>Whether it takes a lock and names the class of it, as mutex_lock_nested does.</summary>
    internal bool NamesClass { get; init; }

    /// <summary>The register with the address of the lock for which it is there; <see cref="None"/> for none.</summary>
    internal int Around { get; init; } = None;

    /// <summary>The function of the kernel that may be refused memory here; null where none is.</summary>
    internal string? Refused { get; init; }

    /// <summary>The text of a choice whether a signal comes.</summary>
    internal const string Signal = "a signal";

    /// <summary>The text of a choice whether a limit of a queue is met by all its work.</summary>
    internal const string OneProcessor = "whether all work is queued on one processor";

    /// <summary>The text of a choice whether one comes that kills.</summary>
    internal const string FatalSignal = "a fatal signal";

    /// <summary>The access of what asks.</summary>
    internal Access Access => (Access)Number;

    /// <summary>Whether the thread waits for an answer here.</summary>
    internal bool Waits => Op is Op.Ask or Op.Choose or Op.Idle or Op.Halt;
}
