using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What the code knows that resets a device.</summary>
public sealed class ResetFunctionState : State
{
    private const int CallsMost = 8;

    internal ResetFunctionState(Journal journal)
        : base(journal)
    {
        Calls = Fifo<PendingCall>(CallsMost);
        Stage = Variable<ResetStage>();
        Error = Variable<Errno>();
    }

    /// <summary>The reset in hand, which has the device's lock, and those that wait for it.</summary>
    public Fifo<PendingCall> Calls { get; }

    /// <summary>What it waits for.</summary>
    public Variable<ResetStage> Stage { get; }

    /// <summary>Why it was refused; none when it was not.</summary>
    public Variable<Errno> Error { get; }
}
