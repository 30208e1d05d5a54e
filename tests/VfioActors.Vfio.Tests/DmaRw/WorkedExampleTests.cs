using VfioActors.Testing;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>
/// The specification's worked examples of CPU access by IOVA, by each profile. A 0x10000 has 2 pages, B 0x12000, RO
/// 0x20000 and WO 0x30000 have one; no two lie next to each other in memory.
/// </summary>
public sealed class WorkedExampleTests
{
    private const AccessModes Kernel = AccessModes.KernelThread;
    private const AccessModes Write = AccessModes.Write | Kernel;

    /// <summary>
    /// The answers by POSTED, MERGED, DIRTY, MODERN, IOMMUFD and FIXED, and the bytes that FIXED tells.
    /// </summary>
    public static TheoryData<int, ulong, ulong, AccessModes, string, ulong> Answers => new()
    {
        { 1, 0x10000, 16, Write, "None None None None None None", 16 },
        { 2, 0x11ff0, 32, Kernel, "None None None None None None", 32 },
        { 3, 0x12ff0, 32, Write, "EFAULT EINVAL EINVAL EINVAL ENOENT EINVAL", 16 },
        { 4, 0x40000, 4, Kernel, "EFAULT EINVAL EINVAL EINVAL ENOENT EINVAL", 0 },
        { 5, 0x20000, 4, Write, "EFAULT EPERM EPERM EPERM EPERM EPERM", 0 },
        { 6, 0x30000, 4, Kernel, "None EPERM EPERM EPERM EPERM EPERM", 0 },
        { 7, 0x30000, 4, Write, "None EPERM EPERM EPERM None None", 4 },
        { 8, 0x10000, 0, Write, "EINVAL EINVAL EINVAL EINVAL EINVAL EINVAL", 0 },
        { 8, 0x10000, 4, Write | AccessModes.NoBuffer, "EINVAL EINVAL EINVAL EINVAL EINVAL EINVAL", 0 },
        { 10, 0x10000, 4, AccessModes.Write, "EFAULT EFAULT EFAULT EFAULT None None", 4 },
    };

    /// <summary>The pages of A in a reading of the log, by the same profiles.</summary>
    public static TheoryData<int, ulong, ulong, string> Readings => new()
    {
        { 13, 0x10000, 16, "-|-|-|0|-|0" },
        { 14, 0x10800, 4096, "-|-|0|0 1|-|0 1" },
        { 15, 0x10ff8, 16, "-|-|-|0 1|-|0 1" },
    };

    [Theory, MemberData(nameof(Answers))]
    public void An_access_is_answered(
        int example, ulong iova, ulong length, AccessModes modes, string answers, ulong done)
    {
        foreach (var (profile, expected) in DmaRwProfiles.All.Zip(answers.Split(' ')))
        {
            var bench = DmaRwBenches.Of(profile);
            var answer = bench.Access(iova, length, modes, process: 1);
            var told = expected == "None" ? length : profile == DmaRwProfiles.Fixed ? done : 0;
            Each.Equal(profile.Name, expected, $"{answer.Error}");
            Each.Equal(profile.Name, told, answer.Done);
            Assert.Equal(0, bench.LockedPages);
            Assert.Equal(0, bench.Pins(0));
        }
    }

    [Theory, MemberData(nameof(Readings))]
    public void A_write_is_in_the_next_reading_of_the_log_and_in_no_other(
        int example, ulong iova, ulong length, string readings)
    {
        foreach (var (profile, expected) in DmaRwProfiles.All.Zip(readings.Split('|')))
        {
            var bench = DmaRwBenches.Of(profile);
            bench.AskContainer(default(ContainerMessage.StartLog));
            bench.Access(iova, length);
            bench.GetLog(16, 2);
            var found = bench.Bits().ToList();
            var read = found.Count == 0 ? "-" : string.Join(' ', found);
            Each.Equal(profile.Name, expected, read);
            bench.GetLog(16, 2);
            Assert.Empty(bench.Bits());
        }
    }

    [Fact]
    public void Two_chunks_that_touch_in_iova_go_to_two_places_in_memory()
    {
        var bench = DmaRwBenches.Of(DmaRwProfiles.Fixed);
        Assert.Equal(AccessAnswer.All(32), bench.Access(0x11ff0, 32));
        Assert.Equal(16, bench.WrittenAt(0x1ff0));
        Assert.Equal(16, bench.WrittenAt(0x8000));
    }

    [Theory]
    [InlineData("POSTED", Errno.EFAULT), InlineData("MERGED", Errno.EPERM), InlineData("DIRTY", Errno.EPERM)]
    [InlineData("MODERN", Errno.EPERM), InlineData("IOMMUFD", Errno.EFAULT), InlineData("FIXED", Errno.EPERM)]
    public void Memory_of_an_owner_that_is_gone_is_not_written(string profile, Errno expected)
    {
        var bench = DmaRwBenches.Of(DmaRwBenches.Named(profile));
        Assert.Equal(Errno.None, bench.AskMemory(new GuestMemoryMessage.Exit(default)));
        Assert.Equal(AccessAnswer.Refused(expected), bench.Access(0x10000, 4));
    }

    [Fact]
    public void A_page_that_cannot_be_had_leaves_a_prefix_written()
    {
        foreach (var profile in DmaRwProfiles.All)
        {
            AreaOptions[] areas = [new(new(Type1Bench.Base), new(1), AreaKind.Anonymous)];
            var bench = DmaRwBenches.Of(profile, options => options with { Areas = areas });
            var told = profile == DmaRwProfiles.Fixed ? 16UL : 0;
            var answer = bench.Access(0x10ff0, 32);
            Each.Equal(profile.Name, Errno.EFAULT, answer.Error);
            Each.Equal(profile.Name, told, answer.Done);
            Assert.Equal(16, bench.WrittenAt(0xff0));
        }
    }

    /// <summary>IOMMUFD logs devices behind the IOMMU only: neither pins nor accesses of drivers.</summary>
    [Theory, InlineData("DIRTY", "0|0|0|"), InlineData("MODERN", "0|0|0|")]
    [InlineData("IOMMUFD", "|||"), InlineData("FIXED", "0|0|0|")]
    public void A_pinned_page_is_in_every_reading_of_the_log_and_once_more_after(string profile, string expected)
    {
        var bench = DmaRwBenches.Of(DmaRwBenches.Named(profile));
        bench.AskContainer(default(ContainerMessage.StartLog));
        bench.Pin(16);
        List<string> readings = [];
        foreach (var step in "g w g u g g")
        {
            if (step == 'w') { bench.Access(0x10000, 1); }
            if (step == 'u') { bench.Unpin(16); }
            if (step != 'g') { continue; }
            bench.GetLog(16, 2);
            readings.Add(string.Join(' ', bench.Bits()));
        }

        Assert.Equal(expected, string.Join('|', readings));
    }

    /// <summary>One byte is less than a page: 5.8 marks nothing. IOMMUFD logs no access.</summary>
    [Theory]
    [InlineData("DIRTY", "", Errno.EINVAL), InlineData("MODERN", "0", Errno.EINVAL)]
    [InlineData("IOMMUFD", "", Errno.ENOENT), InlineData("FIXED", "0", Errno.EINVAL)]
    public void An_unmap_that_asks_for_the_bits_has_what_was_marked(string profile, string bits, Errno after)
    {
        var bench = DmaRwBenches.Of(DmaRwBenches.Named(profile));
        bench.AskContainer(default(ContainerMessage.StartLog));
        bench.Access(0x10000, 1);
        Assert.Equal(2, bench.Unmap(16, 2, UnmapModes.Dirty, 8));
        Assert.Equal(bits, string.Join(' ', bench.Bits()));
        Assert.Equal(after, bench.Access(0x10000, 1).Error);
    }

    /// <summary>
    /// Answers to a user's thread and to a kernel thread by POSTED, MERGED, DIRTY, MODERN, IOMMUFD, FIXED.
    /// </summary>
    [Theory]
    [InlineData(AccessModes.Write, "None EFAULT EFAULT EFAULT EFAULT EFAULT")]
    [InlineData(Write, "None None EFAULT EFAULT EFAULT EFAULT")]
    public void Memory_of_the_kernel_is_reached_only_before_5_8(AccessModes modes, string answers)
    {
        foreach (var (profile, expected) in DmaRwProfiles.All.Zip(answers.Split(' ')))
        {
            var bench = DmaRwBenches.Of(
                profile, options => options with { Memory = memory => memory with { KernelPages = new(1) } });
            Assert.Equal(0, bench.AskContainer(new ContainerMessage.Map(
                new(0x50000), GuestMemoryOptions.KernelStart, new(4096), MapModes.ReadWrite, default)));
            Each.Equal(profile.Name, expected, $"{bench.Access(0x50000, 8, modes).Error}");
            var written = bench.Mm.KernelByteAt(GuestMemoryOptions.KernelStart.Plus(new ByteCount(7))) == Type1Bench.Written;
            Each.Equal(profile.Name, expected == "None", written);
        }
    }

    [Theory]
    [InlineData("MODERN", Errno.None, 4096), InlineData("IOMMUFD", Errno.EOVERFLOW, 0)]
    [InlineData("FIXED", Errno.EOVERFLOW, 0)]
    public void A_range_behind_the_last_address_is_refused_whole(string profile, Errno expected, int atZero)
    {
        var bench = DmaRwBenches.Of(DmaRwBenches.Named(profile));
        const ulong Top = ulong.MaxValue >> 12;
        Assert.Equal(0, bench.Map(Top, 1, offset: 40));
        Assert.Equal(0, bench.Map(0, 1, offset: 50));
        Assert.Equal(expected, bench.Access(Top << 12, 8192).Error);
        Assert.Equal(atZero, bench.WrittenAt(50 * 4096));
    }

    [Theory]
    [InlineData("POSTED", Errno.None), InlineData("MERGED", Errno.None), InlineData("DIRTY", Errno.None)]
    [InlineData("MODERN", Errno.EPERM), InlineData("IOMMUFD", Errno.EFAULT), InlineData("FIXED", Errno.EPERM)]
    public void A_new_program_is_not_written_after_exec(string profile, Errno expected)
    {
        var bench = DmaRwBenches.Of(DmaRwBenches.Named(profile));
        bench.AskMemory(new GuestMemoryMessage.Exec(default, new(1)));
        bench.AskMemory(new GuestMemoryMessage.MapArea(
            new(Type1Bench.Base), new(2), AreaKind.Anonymous, new(1)));
        Assert.Equal(expected, bench.Access(0x10000, 4).Error);
        var written = bench.Mm.ByteAt(new(1), new(Type1Bench.Base)) == Type1Bench.Written;
        Assert.Equal(expected == Errno.None, written);
    }

    /// <summary>The new program has nothing where the old one had its memory: the other half of example 21.</summary>
    [Theory]
    [InlineData("POSTED", Errno.EFAULT), InlineData("MERGED", Errno.EFAULT), InlineData("DIRTY", Errno.EFAULT)]
    [InlineData("MODERN", Errno.EPERM), InlineData("IOMMUFD", Errno.EFAULT), InlineData("FIXED", Errno.EPERM)]
    public void A_new_program_without_memory_there_makes_the_access_fail(string profile, Errno expected)
    {
        var bench = DmaRwBenches.Of(DmaRwBenches.Named(profile));
        bench.AskMemory(new GuestMemoryMessage.Exec(default, new(1)));
        Assert.Equal(AccessAnswer.Refused(expected), bench.Access(0x10000, 4));
    }
}
