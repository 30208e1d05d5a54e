using VfioActors.Behaviors;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What a device that can be reset knows.</summary>
public sealed class ResettableState : State
{
    internal ResettableState(Journal journal)
        : base(journal)
    {
        IsInReset = Variable<int>();
        TimeOuts = Variable<int>();
    }

    /// <summary>1 from the beginning of a reset to its end.</summary>
    public Variable<int> IsInReset { get; }

    /// <summary>How many invalidations were sent to it in a reset, and timed out; 0 in the reference.</summary>
    public Variable<int> TimeOuts { get; }
}
