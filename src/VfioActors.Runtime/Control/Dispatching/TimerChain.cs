namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>The timers whose firing something comes of, the last first.</summary>
/// <param name="Before">Those that fired before.</param>
/// <param name="Setter">The place of the actor that set it.</param>
/// <param name="Key">Which of that actor's timers it was: see <see cref="VirtualTimer.Key"/>.</param>
internal sealed record TimerChain(TimerChain? Before, int Setter, string Key)
{
    /// <summary>How often an actor's timer of a key is among them.</summary>
    internal static int Count(TimerChain? chain, int setter, string key)
    {
        var count = 0;
        for (; chain is not null; chain = chain.Before)
        {
            if (chain.Setter == setter && chain.Key == key) { count++; }
        }

        return count;
    }
}
