using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Kernels;

/// <summary>Which kernel a set of defects describes.</summary>
public sealed class KernelModelTests
{
    public static TheoryData<string, string> Type1Pairs => Pairs(Type1Profiles.All);

    public static TheoryData<string, string> SpaprPairs => Pairs(SpaprProfiles.All);

    public static TheoryData<string> Type1Ids => [.. IdsOf(Type1Profiles.All)];

    [Theory, MemberData(nameof(Type1Pairs))]
    public void A_type1_profile_without_one_defect_is_the_same_kernel(string name, string left)
    {
        var profile = Type1Profiles.All.Single(known => known.Name == name);
        Assert.Equal(AnswersOf(KernelModel.Of(new(profile.Defects))), AnswersOf(KernelModel.Of(Without(profile, left))));
    }

    [Theory, MemberData(nameof(SpaprPairs))]
    public void A_spapr_profile_without_one_defect_is_the_same_kernel(string name, string left)
    {
        var profile = SpaprProfiles.All.Single(known => known.Name == name);
        var (whole, part) =
            (SpaprKernelModel.Of(new(profile.Defects)), SpaprKernelModel.Of(Without(profile, left)));
        Assert.Equal(AnswersOf(whole), AnswersOf(part));
        Assert.DoesNotContain(left, part.Defects.Ids);
    }

    [Theory, MemberData(nameof(Type1Ids))]
    public void One_defect_alone_is_the_reference_with_it(string id)
    {
        var kernel = KernelModel.Of(new(id));
        Assert.Equal(AnswersOf(KernelModel.Fixed), AnswersOf(kernel));
        Assert.Equal([id], kernel.Defects.Ids);
    }

    [Fact]
    public void Each_profile_answers_by_its_own_kernel()
    {
        Assert.Equal(Errno.EINVAL, KernelModel.Of(new(Type1Profiles.Posted.Defects)).Wrapped);
        Assert.Equal(Errno.EOVERFLOW, KernelModel.Of(DefectSet.None).Wrapped);
        Assert.Equal(
            [Errno.EBUSY, Errno.EINVAL, Errno.EINVAL, Errno.EINVAL, Errno.EINVAL],
            SpaprProfiles.All.Select(profile => SpaprKernelModel.Of(new(profile.Defects)).Overlap));
    }

    [Fact]
    public void A_defect_that_is_a_rule_of_older_kernels_changes_the_rule()
    {
        var kernel = KernelModel.Fixed.With(new(Type1Defects.AnyListenerLetsAllPin.Id));
        Assert.True(kernel.AnyListenerServes);
        Assert.False(KernelModel.Fixed.AnyListenerServes);
    }

    [Fact]
    public void A_recorded_kernel_keeps_its_own_bugs_when_others_are_switched_on()
    {
        var kernel = KernelModel.Linux510.With(new("T1-31"));
        Assert.Equal([.. KernelModel.Linux510.Defects.Ids, "T1-31"], kernel.Defects.Ids);
        Assert.Equal(KernelModel.Linux510.BadContainer, kernel.BadContainer);
    }

    private static DefectSet Without(Profile profile, string left) => new(profile.Defects.Where(id => id != left));

    private static IEnumerable<string> IdsOf(IEnumerable<Profile> profiles) =>
        profiles.SelectMany(profile => profile.Defects).Distinct();

    private static TheoryData<string, string> Pairs(IEnumerable<Profile> profiles)
    {
        TheoryData<string, string> pairs = [];
        foreach (var profile in profiles)
        {
            foreach (var id in profile.Defects) { pairs.Add(profile.Name, id); }
        }

        return pairs;
    }

    /// <summary>What differs between the kernels beside their defects.</summary>
    private static object AnswersOf(KernelModel kernel) => (
        kernel.Wrapped, kernel.BadContainer, kernel.NoNesting, kernel.TellsOldestFirst, kernel.PinsNeedRecords,
        kernel.UnmapsAll, kernel.ReadPinsUnshare, kernel.PinsNeedOpenDevice);

    private static object AnswersOf(SpaprKernelModel kernel) => (
        kernel.Overlap, kernel.Empty, kernel.Outside, kernel.TooLarge, kernel.HasOwnList, kernel.HasOwner,
        kernel.HasOneKind, kernel.RefusesUnowned, kernel.PinsFirst, kernel.FirstKindTakesOneGroup);
}
