namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>What the state of an actor says of members.</summary>
/// <param name="Fingerprint">Its fingerprint as it is.</param>
/// <param name="Fixed">What those pieces of its parts add up to that say nothing of any member.</param>
/// <param name="Pieces">The others, with their numbers.</param>
/// <param name="Members">The members that it says something of.</param>
/// <param name="Looks">For each of them by how much it is another where all but this one are forgotten.</param>
/// <param name="ByPlace">
/// Where it says something of one member alone: what it adds to the fingerprint of a world by the place of that member,
/// 0 while not known. Empty where it says something of none, or of several.
/// </param>
internal sealed record RenamedState(
    ulong Fingerprint,
    ulong Fixed,
    (int Part, int Piece, RenamedValue Value)[] Pieces,
    int[] Members,
    ulong[] Looks,
    ulong[] ByPlace)
{
    /// <summary>Adds what it says of each member.</summary>
    internal void AddTo(ulong[] looks)
    {
        for (var at = 0; at < Members.Length; at++) { unchecked { looks[Members[at]] += Looks[at]; } }
    }

    /// <summary>Takes away what it says of each member.</summary>
    internal void TakeFrom(ulong[] looks)
    {
        for (var at = 0; at < Members.Length; at++) { unchecked { looks[Members[at]] -= Looks[at]; } }
    }
}
