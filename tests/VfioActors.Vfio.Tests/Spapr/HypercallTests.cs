using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Spapr;

/// <summary>Hypercalls put, stuff and read entries without leaving the kernel.</summary>
public sealed class HypercallTests
{
    private const ulong Page = 4096;

    [Fact]
    public void A_window_is_attached_once_and_outlives_its_container()
    {
        SpaprBench bench = new();
        Assert.Equal(0, bench.Call(new HypercallMessage.Attach(default, SpaprBench.C0, 0)));
        Assert.Equal(-(int)Errno.EBUSY, bench.Call(new HypercallMessage.Attach(default, SpaprBench.C0, 0)));
        Assert.Equal(0, bench.Remove(0));
        Assert.True(bench.Tables.Windows.Contains(0));
        Assert.Equal(0, bench.Container.Windows.Count);
    }

    [Fact]
    public void Without_a_window_user_space_is_asked()
    {
        SpaprBench bench = new();
        Assert.Equal(-(int)Errno.EAGAIN, bench.Call(new HypercallMessage.Put(default, At(0), TceRights.Read, 0)));
        Assert.Equal(-(int)Errno.EAGAIN, bench.Call(new HypercallMessage.Get(default)));
        Assert.Equal(-(int)Errno.ENOENT, bench.Call(new HypercallMessage.Attach(new(64 * Page), SpaprBench.C0, 0)));
    }

    [Fact]
    public void What_is_put_is_counted_read_and_stuffed()
    {
        var bench = Attached();
        Assert.Equal(0, bench.Register(0, 10));
        Assert.Equal(0, bench.Call(new HypercallMessage.PutIndirect(new(2 * Page), At(3), TceRights.ReadWrite, 4)));
        Assert.Equal(5, bench.Region.Mapped);
        Assert.Equal((long)(At(5).Value | 3), bench.Call(new HypercallMessage.Get(new(4 * Page))));
        Assert.Equal(0, bench.Call(new HypercallMessage.Get(new(6 * Page))));
        Assert.Equal(0, bench.Call(new HypercallMessage.Stuff(new(3 * Page), 2, TceRights.None)));
        Assert.Equal(3, bench.Region.Mapped);
        Assert.Equal(0, bench.Call(new HypercallMessage.Get(new(4 * Page))));
        Assert.Equal(0, bench.Call(new HypercallMessage.Put(new(2 * Page), At(0), TceRights.None, 0)));
        Assert.Equal(2, bench.Region.Mapped);
        Assert.Equal(0, bench.Regions.Sections.Count);
    }

    /// <summary>What devices may have written is marked when the pages are given back, and nothing else.</summary>
    [Fact]
    public void Pages_that_were_writable_are_dirty_when_they_are_given_back()
    {
        var bench = Attached();
        Assert.Equal(0, bench.Register(0, 4));
        Assert.Equal(0, bench.Call(new HypercallMessage.Put(default, At(1), TceRights.ReadWrite, 0)));
        Assert.Equal(0, bench.Call(new HypercallMessage.Put(new(Page), At(2), TceRights.Read, 0)));
        Assert.Equal(0, bench.Call(new HypercallMessage.Stuff(default, 2, TceRights.None)));
        Assert.Equal(0, bench.Mm.Dirtied.Count);
        Assert.Equal(0, bench.Unregister(0, 4));
        var dirty = (ulong)bench.Mm.PageAt(default, At(1)).Value;
        Assert.True(bench.Mm.Dirtied.TryFrom(0, new(dirty), out var run));
        Assert.Equal(1UL, run.Pages.Value);
        Assert.Equal(1, bench.Mm.Dirtied.Count);
    }

    [Fact]
    public void A_page_that_is_not_registered_empties_its_entry_and_leaves_those_before()
    {
        var bench = Attached();
        Assert.Equal(0, bench.Register(0, 2));
        Assert.Equal(0, bench.Call(new HypercallMessage.Put(new(2 * Page), At(0), TceRights.Read, 0)));
        Assert.Equal(
            -(int)Errno.EAGAIN, bench.Call(new HypercallMessage.PutIndirect(default, At(0), TceRights.Read, 4)));
        Assert.Equal(3, bench.Region.Mapped);
        Assert.Equal(0, bench.Regions.Sections.Count);
        Assert.True(IsLive(bench, 0));
        Assert.True(IsLive(bench, 1));
        Assert.False(IsLive(bench, 2));
    }

    public static TheoryData<string, ulong, int, TceRights> Odd => new()
    {
        { "no entry", 0, 0, TceRights.Read },
        { "more than a list has", 0, 513, TceRights.Read },
        { "behind the end", 63, 2, TceRights.Read },
    };

    [Theory, MemberData(nameof(Odd))]
    public void A_parameter_is_refused(string what, ulong entry, int count, TceRights rights)
    {
        Assert.NotEmpty(what);
        var bench = Attached();
        var put = new HypercallMessage.PutIndirect(new(entry * Page), At(0), rights, count);
        Assert.Equal(-(int)Errno.EINVAL, bench.Call(put));
        Assert.Equal(-(int)Errno.EINVAL, bench.Call(new HypercallMessage.Stuff(default, 1, TceRights.Read)));
        Assert.Equal(-(int)Errno.EINVAL, bench.Call(new HypercallMessage.Put(new(8), At(0), rights, 0)));
    }

    /// <summary>The region is closed at once; its pages wait until the hypercall has left its read section.</summary>
    [Fact]
    public void Pages_of_a_region_wait_for_the_read_sections_that_were_open_when_it_closed()
    {
        var bench = Attached();
        Assert.Equal(0, bench.Register(0, 2));
        bench.Begin(SpaprBench.Kvm, new HypercallMessage.Put(default, At(0), TceRights.Read, 0));
        bench.Step(1);
        bench.Begin(SpaprBench.C0, new SpaprContainerMessage.Unregister(At(0), new(2 * Page), default, default));
        // The look-up and its answer come before the registration ends, the counting in after.
        bench.Step(4);
        Assert.True(bench.Region.IsClosing);
        Assert.Equal(1, bench.Region.Sections);
        Assert.Equal(1, bench.Pins(0));
        bench.Step();
        Assert.Equal(0, bench.Regions.Regions.Count);
        Assert.Equal(0, bench.Pins(0));
        Assert.Equal(0, bench.Tables.Entries.Leaves);
    }

    private static bool IsLive(SpaprBench bench, ulong entry) => bench.Tables.Entries[0, new(entry)].IsLive;

    private static Vaddr At(ulong page) => new(SpaprBench.Base + (page * Page));

    private static SpaprBench Attached()
    {
        SpaprBench bench = new();
        Assert.Equal(0, bench.Call(new HypercallMessage.Attach(default, SpaprBench.C0, 0)));
        return bench;
    }
}
