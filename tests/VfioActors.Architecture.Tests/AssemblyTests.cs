using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class AssemblyTests
{
    private static IEnumerable<Type> Types => Repository.Assemblies.SelectMany(assembly => assembly.GetTypes());

    [Fact]
    public void Every_assembly_is_looked_at() =>
        Check.None(
            from project in Repository.Projects
            where project.Area == "src" && !Repository.IsBuilt(project)
            select new Offence(project.Path, 0, "this test project does not refer to it"));

    [Fact]
    public void An_assembly_refers_only_to_what_it_builds_on() =>
        Check.Each([.. Repository.Assemblies], AssemblyRules.References);

    [Fact]
    public void Behaviors_and_vfio_name_nothing_of_the_machine() =>
        Check.Each(
            [.. Repository.Assemblies
                .Where(assembly => assembly.GetName().Name is "VfioActors.Behaviors" or "VfioActors.Vfio")],
            AssemblyRules.Pure);

    [Fact]
    public void Nothing_static_can_change() => Check.None(AssemblyRules.NoMutableStatics(Types));

    [Fact]
    public void A_class_is_sealed_abstract_or_static() => Check.None(AssemblyRules.Sealed(Types));

    [Fact]
    public void Every_assembly_comes_with_its_documentation() =>
        Check.None(
            from assembly in Repository.Assemblies
            let path = Path.ChangeExtension(assembly.Location, ".xml")
            where !File.Exists(path) || IsWithoutMembers(assembly, path)
            select new Offence(assembly.GetName().Name!, 0, "no documentation beside it"));

    [Fact]
    public void Offenders_are_found()
    {
        var changing =
            Compiled("public class Changing { public static int Count; public static int Fixed { get; } = 1; }");
        Assert.Equal(
            ["static Count can change"], AssemblyRules.NoMutableStatics([changing]).Select(offence => offence.What));
        Assert.Single(AssemblyRules.Sealed([changing]));
        Assert.Empty(AssemblyRules.NoMutableStatics([typeof(SizeRules)]));
        Assert.Empty(AssemblyRules.Sealed([typeof(SizeRules), typeof(AssemblyTests)]));
        Assert.Single(
            AssemblyRules.References("VfioActors.Vfio", ["VfioActors.Behaviors", "VfioActors.Tracing", "System.Linq"]));
        Assert.NotEmpty(AssemblyRules.Pure(typeof(HttpClient).Assembly));
    }

    private static Type Compiled(string text)
    {
        var compilation = CSharpCompilation.Create(
            "Compiled",
            [CSharpSyntaxTree.ParseText(text)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary));
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image).Success);
        return Assembly.Load(image.ToArray()).GetTypes().Single(type => type.IsPublic);
    }

    private static bool IsWithoutMembers(Assembly assembly, string path) =>
        assembly.GetExportedTypes().Length > 0 && !XDocument.Load(path).Descendants("member").Any();
}
