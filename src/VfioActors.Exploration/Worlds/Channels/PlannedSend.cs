namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>One thing that a step wants done, its place known.</summary>
/// <param name="Channel">The number of the channel that it goes to, or one of the constants.</param>
/// <param name="Message">Its number in the <see cref="MessageTable"/>; of a failure, its number among those.</param>
/// <param name="Amount">
/// A timer's deadline, a choice's number of options, who has a task go on, or what is touched.
/// </param>
internal readonly record struct PlannedSend(int Channel, int Message, long Amount)
{
    /// <summary>Goes to a inline actor, which handles it within the step.</summary>
    internal const int AtOnce = -1;

    /// <summary>Goes to nobody that there is: the step fails here.</summary>
    internal const int Nowhere = -2;

    /// <summary>No message: an actor takes part in the step.</summary>
    internal const int TakesPart = -3;

    /// <summary>No message: the step looks at something shared.</summary>
    internal const int Looks = -4;

    /// <summary>No message: the step changes something shared.</summary>
    internal const int Changes = -5;

    /// <summary>Whether it says something of the step, and sends nothing.</summary>
    internal bool IsMark => Channel <= TakesPart;
}
