using VfioActors.Behaviors;

namespace VfioActors.Exploration.Programs;

/// <summary>What the actors of generated programs say: <c>Life</c> is how often it may lead to others.</summary>
internal static class ProgramMessage
{
    /// <summary>Changes the state in a way that shows the order of all words.</summary>
    internal readonly record struct Word(int Label, int Life) : IMessage;

    /// <summary>Leaves the state alone: two of them commute.</summary>
    internal readonly record struct Glance(int Label, int Life) : IMessage;

    /// <summary>Adds to a cell, or sets it: two commute unless they are to one cell and one of them sets.</summary>
    internal readonly record struct Deal(int Cell, int Amount, int Sets, int Life) : IMessage;

    /// <summary>A timer; ignored when the actor has cancelled the timers of that generation.</summary>
    internal readonly record struct Bell(int Label, int Generation, int Life) : IMessage;

    /// <summary>Asks an actor for its lock.</summary>
    internal readonly record struct Take(int Label, int Life) : IMessage;

    /// <summary>Who asked has the lock.</summary>
    internal readonly record struct Granted(int Label, int Life) : IMessage;

    /// <summary>Gives the lock back.</summary>
    internal readonly record struct Drop : IMessage;
}
