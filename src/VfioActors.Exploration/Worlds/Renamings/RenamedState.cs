namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>What the state of an actor says of members.</summary>
/// <param name="Fingerprint">Its fingerprint as it is.</param>
/// <param name="Fixed">What those of its parts add up to that say nothing of any member.</param>
/// <param name="Parts">The others, with their numbers.</param>
/// <param name="Members">The members that it says something of.</param>
/// <param name="Looks">For each of them by how much it is another where all but this one are forgotten.</param>
internal sealed record RenamedState(
    ulong Fingerprint, ulong Fixed, (int Number, RenamedValue Value)[] Parts, int[] Members, ulong[] Looks)
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
