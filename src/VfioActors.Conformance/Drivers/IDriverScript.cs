using VfioActors.Conformance.Outcomes;

namespace VfioActors.Conformance.Drivers;

/// <summary>Decides what the drivers of emulated devices unpin when they are called back.</summary>
public interface IDriverScript
{
    /// <summary>The driver hears that a range goes.</summary>
    /// <returns>What it unpins inside the callback, in order.</returns>
    IReadOnlyList<Unpinning> HearUnmap(string device, LeavingRange range);

    /// <summary>The driver hears that its device was closed by the last user.</summary>
    /// <returns>What it unpins first, in order.</returns>
    IReadOnlyList<Unpinning> HearClose(string device);
}
