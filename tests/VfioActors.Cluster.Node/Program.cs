using VfioActors.Cluster.Nodes;

// One node of a storm, until its standard input ends; "dies" for one that ends when it is asked something, "silent" for
// one that never answers.
if (args is ["dies"] or ["silent"])
{
    Console.In.ReadLine();
    if (args is ["silent"]) { Console.In.ReadToEnd(); }
    return;
}

await StormNode.RunAsync(Console.In, Console.Out);
