namespace VfioActors.Testing.Tallies;

/// <summary>What a clerk may be told to do.</summary>
public enum Errand
{
    /// <summary>Adds one to the total.</summary>
    Add,

    /// <summary>Looks at the total.</summary>
    Look,
}
