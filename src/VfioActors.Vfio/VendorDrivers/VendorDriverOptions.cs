using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>What the driver of one mediated device is like.</summary>
/// <param name="Group">The group of the device.</param>
public sealed record VendorDriverOptions(ActorId Group)
{
    /// <summary>The rules of the kernel.</summary>
    public KernelRules Rules { get; init; } = KernelRules.Fixed;

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects { get; init; } = DefectSet.None;

    /// <summary>The container that its group is in from the start.</summary>
    public ActorId StartsIn { get; init; }

    /// <summary>Whether its device is open from the start.</summary>
    public bool StartsOpen { get; init; }

    /// <summary>Whether it wants to be told of unmaps.</summary>
    public bool HasCallback { get; init; } = true;

    /// <summary>What it does then, at first.</summary>
    public CallbackPolicy Policy { get; init; }

    /// <summary>Whether it forgets what it holds when its device is closed.</summary>
    public bool ForgetsAtClose { get; init; }

    /// <summary>Whether its device goes on using what it holds after it was closed: a driver with a bug.</summary>
    public bool UsesAfterClose { get; init; }
}
