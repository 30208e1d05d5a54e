namespace VfioActors.Hosting.Topologies;

/// <summary>A domain that is put on devices of scalable units, beside the domain that these have.</summary>
public sealed record AuxDomainDeclaration
{
    /// <summary>How many levels its tables have at first: 3 to 5.</summary>
    public int Levels { get; init; } = 4;
}
