using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.GuestMemories;

/// <summary>What a family of processes does to its pages while containers pin them.</summary>
public sealed class GuestMemoryTests
{
    private const ulong Start = 0x4000_0000;
    private const ulong Huge = 0x20_0000;
    private readonly Outbox _outbox = new();
    private CellOf<GuestMemoryState> _cell = Made(KernelModel.Fixed);

    private static ProcessId Parent => new(0);

    private static ProcessId Child => new(1);

    private GuestMemoryState State => _cell.TypedState;

    [Fact]
    public void A_page_that_is_pinned_stays_with_the_parent_and_the_child_gets_a_copy()
    {
        Pin(0, 1, PinModes.Write);
        var (pinned, shared) = (PageOf(Parent, 0), PageOf(Parent, 1));
        Fork();
        Assert.Equal(pinned, PageOf(Parent, 0));
        Assert.NotEqual(pinned, PageOf(Child, 0));
        Assert.Equal(shared, PageOf(Child, 1));
    }

    [Fact]
    public void Whoever_writes_a_shared_page_first_gets_a_copy_and_the_other_keeps_it()
    {
        Fork();
        var shared = PageOf(Parent, 0);
        Write(Parent, 0);
        Assert.NotEqual(shared, PageOf(Parent, 0));
        Write(Child, 0);
        Assert.Equal(shared, PageOf(Child, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pin_for_reading_of_a_shared_page_unshares_it_where_the_kernel_does(bool unshares)
    {
        _cell = Made(KernelModel.Fixed with { ReadPinsUnshare = unshares });
        Fork();
        var shared = PageOf(Parent, 0);
        Pin(0, 1, PinModes.None);
        Assert.Equal(unshares, shared != PageOf(Parent, 0));
        Assert.Equal(shared, PageOf(Child, 0));
    }

    [Fact]
    public void A_pinned_page_outlives_its_mapping()
    {
        var pinned = Pin(0, 1, PinModes.Write).First;
        Tell(new GuestMemoryMessage.UnmapArea(new(Start), new(4), Parent, 0));
        Assert.Equal(1, State.PinsOf(pinned));
        Assert.Equal(Pfn.None, PageOf(Parent, 0));
        Tell(new GuestMemoryMessage.Unpin(pinned, new(1), default, Parent, default));
        Assert.Equal(0, State.Frames.Count);
    }

    [Fact]
    public void Memory_never_written_is_the_page_of_zeroes_and_is_not_charged()
    {
        Tell(new GuestMemoryMessage.MapArea(new(0x1000), new(8), AreaKind.AnonymousReadOnly, Parent));
        var pinned = Told<GuestMemoryMessage.Pinned>(
            new GuestMemoryMessage.Pin(new(0x1000), new(8), Parent, Parent, PinModes.Charge));
        Assert.Equal(Pfn.Zero, pinned.First);
        Assert.Equal(8UL, pinned.Pages.Value);
        Assert.Equal(0UL, pinned.Charged.Value);
        Assert.Equal(0, State.Processes[Parent].LockedPages);
    }

    [Fact]
    public void As_many_pages_are_pinned_as_fit_only_when_that_will_do()
    {
        Tell(new GuestMemoryMessage.SetLimit(new(3 * Paging.Size), Parent, 0));
        var all = Pin(0, 4, PinModes.Charge);
        Assert.Equal(Errno.ENOMEM, all.Error);
        Assert.Equal(0, State.Processes[Parent].LockedPages);
        var some = Pin(0, 4, PinModes.Charge | PinModes.Fits);
        Assert.Equal(3UL, some.Pages.Value);
        Assert.Equal(3, State.Processes[Parent].LockedPages);
        Assert.Equal(Errno.ENOMEM, Pin(3, 1, PinModes.Charge | PinModes.Fits).Error);
    }

    [Fact]
    public void Locking_a_page_twice_counts_it_once_and_unmapping_gives_it_back()
    {
        Assert.Equal(Errno.None, Done(new GuestMemoryMessage.Lock(new(Start), new(3), Parent, 1)));
        Assert.Equal(Errno.None, Done(new GuestMemoryMessage.Lock(new(Start + 0x2000), new(2), Parent, 1)));
        Assert.Equal(4, State.Processes[Parent].LockedPages);
        Tell(new GuestMemoryMessage.UnmapArea(new(Start), new(2), Parent, 0));
        Assert.Equal(2, State.Processes[Parent].LockedPages);
    }

    [Fact]
    public void A_huge_page_counts_the_pins_of_all_its_parts()
    {
        Tell(new GuestMemoryMessage.MapArea(new(0x20_0000), new(512), AreaKind.Huge, Parent));
        Tell(new GuestMemoryMessage.Touch(new(0x20_0000), new(512), Parent, AreaRights.Write));
        Tell(new GuestMemoryMessage.Pin(new(0x20_3000), new(8), Parent, Parent, PinModes.Write));
        Assert.Equal(8, State.PinsAt(Parent, new(0x20_0000)));
        Assert.Equal(8, State.PinsAt(Parent, new(0x3F_F000)));
    }

    /// <summary>A huge page of the pool is unmapped, protected and discarded as a whole, or not at all.</summary>
    [Theory]
    [InlineData(512, 512, Errno.None, Errno.None, Errno.None)]
    [InlineData(0, 1024, Errno.None, Errno.None, Errno.None)]
    [InlineData(0, 1, Errno.EINVAL, Errno.EINVAL, Errno.None)]
    [InlineData(1, 511, Errno.EINVAL, Errno.EINVAL, Errno.EINVAL)]
    [InlineData(512, 600, Errno.None, Errno.ENOMEM, Errno.ENOMEM)]
    [InlineData(500, 600, Errno.EINVAL, Errno.EINVAL, Errno.EINVAL)]
    public void A_huge_page_is_never_cut(int first, int count, Errno unmapped, Errno protectedNow, Errno discarded)
    {
        var (start, pages) = (new Vaddr(Huge + ((ulong)first << Paging.Shift)), new PageCount((ulong)count));
        MapHuge();
        Assert.Equal(discarded, Done(new GuestMemoryMessage.Discard(start, pages, Parent, 0)));
        Assert.Equal(protectedNow, Done(new GuestMemoryMessage.Protect(start, pages, Parent, AreaRights.Read)));
        MapHuge();
        Assert.Equal(unmapped, Done(new GuestMemoryMessage.UnmapArea(start, pages, Parent, 0)));
        var left = unmapped == Errno.None ? 1024 - Math.Min(count, 1024 - first) : 1024;
        Assert.Equal((ulong)left, Present());
    }

    [Fact]
    public void Nothing_is_cut_where_nothing_changes_and_half_a_huge_page_is_not_discarded()
    {
        MapHuge();
        Assert.Equal(Errno.None, Done(new GuestMemoryMessage.Protect(new(Huge), new(1), Parent, AreaRights.ReadWrite)));
        Assert.Equal(Errno.None, Done(new GuestMemoryMessage.Discard(new(Huge), new(700), Parent, 0)));
        Assert.Equal(512UL, Present());
        _cell = Made(KernelModel.Linux510);
        MapHuge();
        Assert.Equal(Errno.EINVAL, Done(new GuestMemoryMessage.Discard(new(Huge), new(1024), Parent, 0)));
        Assert.Equal(1024UL, Present());
    }

    private void MapHuge()
    {
        Tell(new GuestMemoryMessage.MapArea(new(Huge), new(1024), AreaKind.Huge, Parent));
        Tell(new GuestMemoryMessage.Touch(new(Huge), new(1024), Parent, AreaRights.Write));
    }

    private ulong Present() => (ulong)Enumerable.Range(0, 1024)
        .Count(page => State.PageAt(Parent, new(Huge + ((ulong)page << Paging.Shift))) != Pfn.None);

    private static CellOf<GuestMemoryState> Made(KernelModel kernel)
    {
        Topology topology = new();
        GuestMemoryOptions options = new() { Kernel = kernel, Areas = [new(new(Start), new(4), AreaKind.Anonymous)] };
        var memory = topology.Add("mm", new GuestMemoryBehavior(options));
        return (CellOf<GuestMemoryState>)topology.Make(memory, new(keeps: true));
    }

    private void Fork() => Assert.Equal(Errno.None, Done(new GuestMemoryMessage.Fork(Parent, Child)));

    private void Write(ProcessId process, ulong page) =>
        Tell(new GuestMemoryMessage.Touch(new(Start + (page * Paging.Size)), new(1), process, AreaRights.Write));

    private Pfn PageOf(ProcessId process, ulong page) => State.PageAt(process, new(Start + (page * Paging.Size)));

    private GuestMemoryMessage.Pinned Pin(ulong page, ulong pages, PinModes modes) =>
        Told<GuestMemoryMessage.Pinned>(new GuestMemoryMessage.Pin(
            new(Start + (page * Paging.Size)), new(pages), Parent, Parent, modes));

    private Errno Done<T>(in T message)
        where T : unmanaged, IMessage
    {
        Tell(in message);
        return _outbox.Effects[0].Envelope.Read<GuestMemoryMessage.Done>().Error;
    }

    private TReply Told<TReply>(in GuestMemoryMessage.Pin message)
        where TReply : unmanaged, IMessage
    {
        Tell(in message);
        return _outbox.Effects[0].Envelope.Read<TReply>();
    }

    private void Tell<T>(in T message)
        where T : unmanaged, IMessage
    {
        _outbox.Open(_cell.Id, default, 0, default);
        _cell.Receive(Envelope.Of(new(9), _cell.Id, in message), _outbox);
        Assert.Equal(State.Recomputed(), State.Fingerprint);
    }
}
