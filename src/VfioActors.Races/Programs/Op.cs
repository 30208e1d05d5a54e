namespace VfioActors.Races.Programs;

/// <summary>
/// What an instruction does. Only the last ones are steps; all others belong to the step before them.
/// </summary>
internal enum Op
{
    /// <summary>A register becomes a number.</summary>
    Const,

    /// <summary>A register becomes another.</summary>
    Move,

    /// <summary>A register becomes a number of so many bits.</summary>
    Narrow,

    /// <summary>An operator on one register.</summary>
    Unary,

    /// <summary>An operator on two registers.</summary>
    Binary,

    /// <summary>A register becomes another plus a number, unless it is no pointer.</summary>
    Offset,

    /// <summary>A register becomes another plus an index times a number of words; the index has a bound.</summary>
    Element,

    /// <summary>Goes elsewhere.</summary>
    Jump,

    /// <summary>Goes elsewhere when a register is zero.</summary>
    JumpIfZero,

    /// <summary>Counts the rounds of a loop, and cuts the run when there are too many.</summary>
    Guard,

    /// <summary>Cuts the run: a function is called by pointer that is under way, or was not looked for.</summary>
    Cut,

    /// <summary>A register becomes a new object.</summary>
    Allocate,

    /// <summary>Something is wrong when a register is zero.</summary>
    Check,

    /// <summary>Something is wrong where the thread must not sleep.</summary>
    MaySleep,

    /// <summary>Counts how deep the thread is in something, such as code without interrupts.</summary>
    Depth,

    /// <summary>Begins a thread that waits to be begun.</summary>
    Spawn,

    /// <summary>Begins the threads that wait for the first one to be done.</summary>
    Release,

    /// <summary>The thread is done.</summary>
    Halt,

    /// <summary>A step: asks a shared object.</summary>
    Ask,

    /// <summary>A step: asks the host to choose.</summary>
    Choose,

    /// <summary>A worker waits to be begun.</summary>
    Idle,
}
