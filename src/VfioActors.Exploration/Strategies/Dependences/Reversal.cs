namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>What a branch of the search wants of a state above it, of which somebody else has charge.</summary>
/// <param name="Depth">How deep that state is.</param>
/// <param name="Channels">
/// A race is to be tried the other way round: one of these channels, by their keys, is to be gone from there, and if
/// none is, the first of them. When there are none, every step that is enabled there is to be gone.
/// </param>
internal sealed record Reversal(int Depth, long[] Channels)
{
    /// <summary>Whether every step is to be gone.</summary>
    internal bool IsFull => Channels.Length == 0;
}
