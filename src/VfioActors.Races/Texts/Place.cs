namespace VfioActors.Races.Texts;

/// <summary>Where something stands in a file.</summary>
/// <param name="Start">The first character, from 0.</param>
/// <param name="Length">How many characters.</param>
public readonly record struct Place(int Start, int Length)
{
    /// <summary>From the beginning of this one to the end of another, later one.</summary>
    public Place To(Place end) => new(Start, Math.Max(Length, end.Start + end.Length - Start));
}
