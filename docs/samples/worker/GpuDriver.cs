using Akka.Actor;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace Worker;

/// <summary>
/// A driver of one's own on top of a mediated device: takes commands, pins the guest's pages for each, has the device
/// write there, unpins, and answers. One command at a time; the others wait in the stash.
/// </summary>
public sealed class GpuDriver : ReceiveActor, IWithStash
{
    private readonly IActorRef _device;

    public GpuDriver(IActorRef device)
    {
        _device = device;
        Become(Idle);
    }

    /// <summary>The key of this actor in the registry.</summary>
    public sealed class Queue;

    /// <summary>Fills pages with a byte. Answer: <see cref="Filled"/>.</summary>
    public sealed record Fill(Iova Start, PageCount Pages, byte Value);

    /// <summary>How many bytes were written, and why it were not all.</summary>
    public sealed record Filled(ulong Bytes, Errno Error);

    public IStash Stash { get; set; } = null!;

    private void Idle() => Receive<Fill>(fill =>
    {
        _device.Tell(new VendorDriverMessage.Pin(fill.Start, fill.Pages, MapModes.ReadWrite, default));
        var asker = Sender;
        Become(() => Pinning(fill, asker));
    });

    private void Pinning(Fill fill, IActorRef asker)
    {
        Receive<VendorDriverMessage.Page>(_ => { });
        Receive<VendorDriverMessage.Done>(done => done.Error != Errno.None, done => End(asker, new(0, done.Error)));
        Receive<VendorDriverMessage.Done>(_ =>
        {
            ByteCount bytes = new(fill.Pages.Value << Paging.Shift);
            _device.Tell(new VendorDriverMessage.Access(fill.Start, bytes, default, AccessModes.Write, fill.Value, 0));
            Become(() => Writing(fill, asker));
        });
        ReceiveAny(_ => Stash.Stash());
    }

    private void Writing(Fill fill, IActorRef asker)
    {
        Receive<VendorDriverMessage.Moved>(moved =>
        {
            _device.Tell(new VendorDriverMessage.Unpin(fill.Start, fill.Pages));
            Become(() => Unpinning(new(moved.Done.Value, moved.Error), asker));
        });
        ReceiveAny(_ => Stash.Stash());
    }

    private void Unpinning(Filled filled, IActorRef asker)
    {
        Receive<VendorDriverMessage.Done>(_ => End(asker, filled));
        ReceiveAny(_ => Stash.Stash());
    }

    private void End(IActorRef asker, Filled filled)
    {
        asker.Tell(filled);
        Stash.UnstashAll();
        Become(Idle);
    }
}
