namespace VfioActors.Vfio.Calls;

/// <summary>A state that knows how often what it owns was used after it was freed: 0 in the reference.</summary>
public interface ICountsUses
{
    /// <summary>How often.</summary>
    int UsesAfterFree { get; }

    /// <summary>How often something was used that is not there at all; 0 in the reference.</summary>
    int UsesOfNothing => 0;
}
