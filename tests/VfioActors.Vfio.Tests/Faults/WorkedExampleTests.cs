using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>The worked examples of the specification, as far as the region goes.</summary>
public sealed class WorkedExampleTests
{
    private const int Einval = -(int)Errno.EINVAL;
    private const int Enospc = -(int)Errno.ENOSPC;
    private const int Enoent = -(int)Errno.ENOENT;

    private static FaultBench Posted => new FaultBench(FaultProfiles.Posted).Opened();

    private static FaultBench Negotiated
    {
        get
        {
            var bench = Posted;
            Assert.Equal(8, bench.Choose(1, 0));
            return bench;
        }
    }

    [Fact]
    public void Example_1_there_is_no_header_before_a_version()
    {
        Assert.Equal(Einval, Posted.Read(0, 20));
        Assert.Equal(0U, Posted.State.Version.Value);
    }

    [Fact]
    public void Example_2_the_header_as_posted_hides_the_version()
    {
        var bench = Negotiated;
        Assert.Equal(
            [0xFFFFFFFF, 85, 48, 4096, 0], Enumerable.Range(0, 5).Select(word => bench.Header(word)));
        Assert.Equal(1U, bench.State.Version.Value);
    }

    [Fact]
    public void Example_3_an_unknown_version_is_refused()
    {
        var bench = Posted;
        Assert.Equal(Einval, bench.Choose(2, 0));
        Assert.Equal(8, bench.Choose(1, 0));
    }

    [Fact]
    public void Example_4_the_index_stays_below_the_number_of_records()
    {
        var bench = Negotiated;
        Assert.Equal(Einval, bench.Choose(1, 85));
        Assert.Equal(8, bench.Choose(1, 84));
        Assert.Equal(84U, bench.State.Consumer.Value.Index);
    }

    [Fact]
    public void Example_5_the_first_write_stores_any_index()
    {
        var bench = Posted;
        Assert.Equal(8, bench.Choose(1, 200));
        Assert.Equal(200U, bench.State.Consumer.Value.Index);
        Assert.Equal(28, bench.Faults(28));
        Assert.Equal(Einval, bench.Fault());
    }

    [Fact]
    public void Example_6_a_fault_before_a_version_is_refused()
    {
        var bench = Posted;
        Assert.Equal(Einval, bench.Fault());
        Assert.Equal(0U, bench.State.Producer.Value);
    }

    [Fact]
    public void Example_7_all_slots_but_one_are_filled()
    {
        var bench = Negotiated;
        Assert.Equal(84, bench.Faults(84));
        Assert.Equal(Einval, bench.Fault());
        Assert.Equal(84U, bench.State.Producer.Value);
    }

    [Fact]
    public void Example_8_the_mask_says_full_while_a_slot_is_free()
    {
        var bench = Negotiated;
        Assert.Equal(84, bench.Faults(84));
        Assert.Equal(Einval, bench.Fault());
        Assert.Equal(8, bench.Choose(1, 2));
        Assert.Equal(0, bench.Fault());
        Assert.Equal(Einval, bench.Fault());
        Assert.Equal(0U, bench.State.Producer.Value);
        Assert.Equal(1, bench.State.Ring.Free);
    }

    [Fact]
    public void Example_9_the_reference_takes_it()
    {
        var bench = Reference().Opened();
        Assert.Equal(8, bench.Choose(1, 0));
        Assert.Equal(84, bench.Faults(84));
        Assert.Equal(Enospc, bench.Fault());
        Assert.Equal(8, bench.Choose(1, 2));
        Assert.Equal(0, bench.Fault());
        Assert.Equal(0, bench.Fault());
        Assert.Equal(1U, bench.State.Producer.Value);
        Assert.Equal(Enospc, bench.Fault());
    }

    [Fact]
    public void Example_10_reporting_is_dead_after_a_reopen()
    {
        var bench = Negotiated;
        bench.Close();
        Assert.Equal(Errno.None, bench.Open().Error);
        Assert.Equal(8, bench.Choose(1, 0));
        Assert.Equal(Einval, bench.Choose(1, 1));
        Assert.Equal(Einval, bench.Fault());
        Assert.Equal(0, bench.State.Capacity.Value);
    }

    [Fact]
    public void Example_11_an_index_alone_is_refused_by_the_reference_and_chooses_version_0_as_posted()
    {
        Assert.Equal(Einval, Reference().Opened().Write(4, 4, 3, FaultRegion.Consumer));
        var bench = Posted;
        Assert.Equal(4, bench.Write(4, 4, 3, FaultRegion.Consumer));
        Assert.Equal(0U, bench.State.Version.Value);
        Assert.Equal(3U, bench.State.Consumer.Value.Index);
        Assert.NotEqual(85, bench.State.Capacity.Value);
    }

    [Fact]
    public void Example_12_512_slots_hold_511_records()
    {
        var bench = new FaultBench(FaultProfiles.Single9).Opened();
        Assert.Equal(511, bench.Faults(511));
        Assert.Equal(Enospc, bench.Fault());
        Assert.Equal(511U, bench.State.Producer.Value);
    }

    [Theory]
    [InlineData("SINGLE9", 4), InlineData("SINGLE11", 4), InlineData("SINGLE12", Einval), InlineData("FIXED", Einval)]
    public void Example_13_the_number_of_records_is_no_index_since_v12(string profile, int expected) =>
        Assert.Equal(expected, new FaultBench(Named(profile)).Opened().SetTail(512));

    [Theory, InlineData("SINGLE9"), InlineData("SINGLE13"), InlineData("FIXED")]
    public void Example_14_one_index_is_written_whole_at_its_place(string profile)
    {
        var bench = new FaultBench(Named(profile)).Opened();
        Assert.Equal(Einval, bench.Write(0, 2, 0, FaultRegion.Producer));
        Assert.Equal(Einval, bench.Write(4, 4, 0, FaultRegion.Producer));
    }

    [Theory, InlineData("SINGLE13", 4, 7), InlineData("FIXED", Einval, 0)]
    public void Example_15_the_reference_refuses_to_go_past_the_producer(string profile, int expected, uint tail)
    {
        var bench = new FaultBench(Named(profile)).Opened();
        bench.Faults(3);
        Assert.Equal(expected, bench.SetTail(7));
        Assert.Equal(tail, bench.Header(0));
        Assert.Equal(3U, bench.Header(4));
    }

    [Theory, InlineData("SINGLE9", Enoent), InlineData("SINGLE10", Enoent), InlineData("SINGLE11", 0)]
    public void Example_16_page_requests_are_taken_since_v11(string profile, int expected) =>
        Assert.Equal(expected, new FaultBench(Named(profile)).Opened().Fault(FaultRecord.PageRequest(new(0), new(1))));

    [Theory, InlineData("SINGLE13", 0), InlineData("FIXED", 1)]
    public void Example_17_records_from_before_the_trigger_are_signalled_by_the_reference(string profile, int signals)
    {
        var bench = new FaultBench(Named(profile)).Opened();
        bench.Faults(2);
        Assert.Equal(0, bench.SetTrigger(0, 1));
        Assert.Equal(signals, bench.Signals);
        Assert.Equal(2U, bench.Header(4));
    }

    private static FaultBench Reference() => new(FaultProfiles.Fixed, options => options.AsPosted);

    private static Profile Named(string name) => FaultProfiles.All.Single(profile => profile.Name == name);
}
