using Akka.Actor;
using VfioActors.Hosting.Parts;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace Worker;

/// <summary>
/// The driver of a mediated device: pins the pages of a command, has the device write there, and keeps them pinned until
/// it is told that they go away.
/// </summary>
public sealed class GpuDriver : ReceiveActor
{
    /// <summary>What is to come of the next answer: answers to pins and unpins come in the order of the calls.</summary>
    private readonly Queue<Action<ContainerMessage.Done>> _next = new();
    private readonly Dictionary<int, IActorRef> _writing = [];
    private int _commands;

    /// <param name="part">Stands for the driver in the topology.</param>
    public GpuDriver(IActorRef part)
    {
        part.Tell(new TakePart());
        Receive<Fill>(fill => OnFill(fill, Sender, part));
        Receive<ContainerMessage.Done>(done => _next.Dequeue()(done));
        Receive<ContainerMessage.Moved>(moved =>
        {
            if (_writing.Remove(moved.Id, out var asker)) { asker.Tell(new Filled(moved.Done.Value, moved.Error)); }
        });
        Receive<VendorDriverMessage.DmaUnmap>(unmap =>
        {
            Console.WriteLine("driver    drops its pages");
            part.Tell(new ContainerMessage.Unpin(unmap.Iova, unmap.Size.Pages, default));
            _next.Enqueue(_ => { });
            part.Tell(new ContainerMessage.Told(unmap.Slot, unmap.Round));
        });
        ReceiveAny(_ => { /* PartTaken, Pinned: this driver need not know them. */ });
    }

    /// <summary>The key of its part in the registry.</summary>
    public sealed class Part;

    /// <summary>Fills pages with a byte. Answer: <see cref="Filled"/>.</summary>
    public sealed record Fill(Iova Start, PageCount Pages, byte Value);

    /// <summary>How many bytes were written, and why it were not all.</summary>
    public sealed record Filled(ulong Bytes, Errno Error);

    private void OnFill(Fill fill, IActorRef asker, IActorRef part)
    {
        part.Tell(new ContainerMessage.Pin(fill.Start, fill.Pages, MapModes.ReadWrite, default));
        _next.Enqueue(pinned =>
        {
            if (pinned.Error != Errno.None)
            {
                asker.Tell(new Filled(0, pinned.Error));
                return;
            }

            _writing.Add(++_commands, asker);
            ByteCount bytes = new(fill.Pages.Value << Paging.Shift);
            part.Tell(new ContainerMessage.Access(
                fill.Start, bytes, default, AccessModes.Write, fill.Value, _commands));
        });
    }
}
