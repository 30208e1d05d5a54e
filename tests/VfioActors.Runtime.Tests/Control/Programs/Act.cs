namespace VfioActors.Runtime.Tests.Control.Programs;

/// <summary>One thing that an actor does with a message.</summary>
/// <param name="Deed">What.</param>
/// <param name="Other">Whom it is about: the number of an actor.</param>
/// <param name="Number">The message that comes of it, less than the one that it is done with.</param>
internal readonly record struct Act(Deed Deed, int Other, int Number)
{
    public override string ToString() => $"{Deed} {Other} {Number}";
}
