/* main.c - writes every sample file into the folder named on the command line. */
#include <stdlib.h>

#include "generate.h"

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: generate FOLDER\n", stderr);
        return 64;
    }
    generate_sales(argv[1]);
    generate_plan(argv[1]);
    generate_drivers(argv[1]);
    generate_reps(argv[1]);
    generate_deals(argv[1]);
    return EXIT_SUCCESS;
}
