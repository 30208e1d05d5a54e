namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>
/// What a bag may do in one run to messages that would do something, beside delivering them in any order.
/// </summary>
/// <remarks>
/// Each is one more step that could be next, and a bound keeps the states finite. A message that would do nothing is
/// not lost: nobody could tell that from its staying on its way.
/// </remarks>
/// <param name="Losses">How many messages it may lose.</param>
/// <param name="Repeats">How many times it may have a message handled and keep it, to be handled again.</param>
public readonly record struct BagFaults(int Losses, int Repeats)
{
    /// <summary>The most of each.</summary>
    public const int Most = 1_000;

    /// <summary>Whether it does nothing of the kind.</summary>
    public bool IsNone => Losses == 0 && Repeats == 0;
}
