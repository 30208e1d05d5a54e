using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.BarExports;

/// <summary>What a device with exported memory owns.</summary>
public sealed class BarExportState : State
{
    internal BarExportState(Journal journal)
        : base(journal)
    {
        IsEnabled = Variable(1);
        IsExported = Variable<int>();
        IsClosing = Variable<int>();
        Closing = Variable<PendingCall>();
        AccessesOfDisabled = Variable<int>();
    }

    /// <summary>1 while the function decodes accesses to its memory.</summary>
    public Variable<int> IsEnabled { get; }

    /// <summary>1 while there is a dma-buf that was not revoked.</summary>
    public Variable<int> IsExported { get; }

    /// <summary>1 from the beginning of the close.</summary>
    public Variable<int> IsClosing { get; }

    /// <summary>The close that is not answered.</summary>
    public Variable<PendingCall> Closing { get; }

    /// <summary>How often the memory of the disabled function was reached; 0 in the reference.</summary>
    public Variable<int> AccessesOfDisabled { get; }
}
