using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Events;

/// <summary>Something that happened to an actor of the topology, once it is so.</summary>
/// <param name="Actor">The actor's name.</param>
public abstract record VfioEvent(string Actor)
{
    /// <summary>A container or an aux-domain has a mapping more; who asked for it is answered.</summary>
    /// <param name="Actor">The container or the domain.</param>
    /// <param name="Iova">Where devices find it.</param>
    /// <param name="Size">Bytes.</param>
    public sealed record Mapped(string Actor, Iova Iova, ByteCount Size) : VfioEvent(Actor);

    /// <summary>Mappings went, and whatever was pinned in them.</summary>
    /// <param name="Actor">The container or the domain.</param>
    /// <param name="Iova">Where the range starts that was asked for.</param>
    /// <param name="Size">How many bytes of it were mapped; of sPAPR, how many were asked for.</param>
    public sealed record Unmapped(string Actor, Iova Iova, ByteCount Size) : VfioEvent(Actor);

    /// <summary>A vendor driver has pinned a run of pages.</summary>
    /// <param name="Actor">The driver.</param>
    /// <param name="Iova">The first address.</param>
    /// <param name="Pages">How many pages.</param>
    /// <param name="First">The page frame of the first.</param>
    public sealed record Pinned(string Actor, Iova Iova, PageCount Pages, Pfn First) : VfioEvent(Actor);

    /// <summary>
    /// A vendor driver was asked to give pins back, and did. What it drops because of an unmap is told by
    /// <see cref="Unmapped"/>.
    /// </summary>
    /// <param name="Actor">The driver.</param>
    /// <param name="Iova">The first address.</param>
    /// <param name="Pages">How many entries were handled.</param>
    public sealed record Unpinned(string Actor, Iova Iova, PageCount Pages) : VfioEvent(Actor);

    /// <summary>A device has faulted, and the fault is in its queue.</summary>
    /// <param name="Actor">The part of the device.</param>
    /// <param name="Record">The fault.</param>
    public sealed record Faulted(string Actor, FaultRecord Record) : VfioEvent(Actor);

    /// <summary>An actor broke a promise, and was stopped.</summary>
    /// <param name="Actor">Which.</param>
    /// <param name="Property">The property that is broken.</param>
    /// <param name="Reason">What is wrong, in one line.</param>
    public sealed record Broke(string Actor, string Property, string Reason) : VfioEvent(Actor);

    /// <summary>An actor of the application has lost its part, or left it.</summary>
    /// <param name="Actor">The part.</param>
    /// <param name="Reason">Why, in words.</param>
    public sealed record PartFree(string Actor, string Reason) : VfioEvent(Actor);

    /// <summary>Who listens was too slow: so many events were dropped, before the one that comes next.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Missed(long Count) : VfioEvent("");
}
