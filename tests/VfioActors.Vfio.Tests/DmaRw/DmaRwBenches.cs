using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Tests.Containers;

namespace VfioActors.Vfio.Tests.DmaRw;

/// <summary>Where the worked examples start: a container with A, B, RO and WO mapped, by each profile.</summary>
internal static class DmaRwBenches
{
    internal static Profile Named(string name) => DmaRwProfiles.All.Single(known => known.Name == name);

    internal static Type1Bench Of(Profile profile, Func<Type1BenchOptions, Type1BenchOptions>? change = null)
    {
        var bench = New(profile, change);
        return Mapped(bench.With(ContainerKind.Type1v2, Type1Bench.M0));
    }

    /// <summary>A bench whose container has neither groups nor a kind yet.</summary>
    internal static Type1Bench New(Profile profile, Func<Type1BenchOptions, Type1BenchOptions>? change = null)
    {
        Type1BenchOptions usual = new()
        {
            Defects = new(profile.Defects),
            IsIommufd = profile == DmaRwProfiles.Iommufd,
        };
        return new(change?.Invoke(usual) ?? usual);
    }

    internal static Type1Bench Mapped(Type1Bench bench)
    {
        bench.Map(0x10, 2);
        bench.Map(0x12, 1, offset: 8);
        bench.Map(0x20, 1, MapModes.Read, offset: 16);
        bench.Map(0x30, 1, MapModes.Write, offset: 24);
        return bench;
    }
}
